/* A provider of OpenID Connect (oidc-provider) on a free port of this machine; says its issuer and goes on until it is ended. */
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [modules, redirectUri, logoutUri] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href);

const server = createServer((asked, answer) => provider.callback()(asked, answer));
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: "karta", client_secret: "hemlig", redirect_uris: [redirectUri], post_logout_redirect_uris: [logoutUri],
    response_types: ["code"], grant_types: ["authorization_code"],
  }],
  claims: { openid: ["sub"], profile: ["name", "groups"] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: "Anna Berg", groups: ["Handläggare"] }) }),
});
process.stdout.write(`${issuer}\n`);
