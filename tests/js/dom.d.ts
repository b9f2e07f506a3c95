/** Pages find their elements by what the server wrote: what kind one is stands there, and is not said again. */
interface EventTarget {
  [property: string]: any;
}

interface Node {
  contains(other: any): boolean;
}

interface Event {
  target: any;
  detail: any;
}

interface Window {
  dash_clientside: any;
  Plotly: any;
}
