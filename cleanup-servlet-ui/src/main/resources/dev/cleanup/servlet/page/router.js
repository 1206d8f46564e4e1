/** The view on screen and its parameters, in the hash, so that each can be sent to somebody. */
const VIEWS = ['', 'orphaned', 'history', 'runs'];

export const route = { view: '', id: '', params: new URLSearchParams() };
let listener = () => {};

function read() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, id = ''] = path.split('/');
  route.view = VIEWS.includes(view) && (view !== 'runs' || id) ? view : '';
  route.id = decode(id);
  route.params = new URLSearchParams(query);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function onRoute(told) {
  listener = told;
  read();
  addEventListener('hashchange', () => {
    const before = route.view + route.id;
    read();
    listener(before !== route.view + route.id);
  });
}

export const param = (name) => route.params.get(name) ?? '';
export const page = () => Math.max(1, Math.floor(Number(param('page'))) || 1);

/** The address of a view; the chosen service goes along. */
export function link(path, params = {}) {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries({ service: param('service'), ...params })) {
    if (value !== '' && value != null) all.set(name, value);
  }
  const query = all.toString();
  return `#/${path}${query ? `?${query}` : ''}`;
}

export const runLink = (id) => link(`runs/${encodeURIComponent(id)}`);

export function go(path, params) {
  location.hash = link(path, params);
}

/** Goes to another service, which has neither the run nor the filters of the one before. */
export function setService(service) {
  if (route.id) Object.assign(route, { view: 'history', id: '' });
  route.params = new URLSearchParams();
  setParams({ service });
}

/** Changes parameters of the view on screen without a new step in the browser's history. */
export function setParams(changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value == null) route.params.delete(name);
    else route.params.set(name, value);
  }
  const query = route.params.toString();
  const path = route.id ? `${route.view}/${encodeURIComponent(route.id)}` : route.view;
  history.replaceState(null, '', `#/${path}${query ? `?${query}` : ''}`);
  listener(false);
}
