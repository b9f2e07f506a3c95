/* What a write sends along where there is a login: the token that dashboard/login/csrf.py asks for. */

const COOKIE = /(?:^|; )(?:__(?:Host|Secure)-utbudskarta|utbudskarta-local)-token=([^;]+)/;

/** Headers of a write; none where nobody has to be told apart. */
export const writeHeaders = () => {
  const found = COOKIE.exec(document.cookie);
  return found ? { "X-CSRFToken": found[1] } : {};
};
