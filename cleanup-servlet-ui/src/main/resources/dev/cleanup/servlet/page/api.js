/** All that the page asks of the server. The token lives in this module's memory and nowhere else. */
import { heard } from './clock.js';

let token = null;
let service = '';
let signIn = async () => false;
const cache = new Map();
const CACHED = 60;

/** Why the server did not do it, as RFC 9457 says it; status 0 is a server that cannot be reached. What is not told may be a proxy's. */
export class Problem extends Error {
  constructor(status, detail, more = {}) {
    super(detail);
    this.status = status;
    this.told = 'detail' in more;
    this.run = more.run;
    this.reference = more.reference;
    this.retryAfter = more.retryAfter;
  }
}

export const base = () => new URL('.', document.baseURI.split('#')[0]);
export const hasToken = () => token !== null;
export const onUnauthorized = (ask) => (signIn = ask);

export function useService(id) {
  service = id;
}

export function forget() {
  token = null;
  cache.clear();
}

/** Tries this token; keeps it when the server takes it, and throws its answer otherwise. */
export async function tryToken(candidate) {
  if (!/^[\x21-\x7e]+$/.test(candidate)) throw new Problem(401, 'A token has letters, digits and signs, and no spaces.');
  await readProblem(await send('GET', address('me'), { Authorization: `Bearer ${candidate}` }));
  token = candidate;
  cache.clear();
}

/** Fetches; an answer that has not changed is the same object as before. */
export async function get(path, params) {
  const url = address(path, params);
  const known = cache.get(url);
  const response = await call('GET', url, known ? { 'If-None-Match': known.etag } : {});
  if (response.status === 304 && known) {
    return keep(url, known).body;
  }
  const body = await response.json();
  const etag = response.headers.get('ETag');
  if (etag) keep(url, { etag, body });
  return body;
}

export const file = async (path, params) => (await call('GET', address(path, params), {})).blob();

/** Posts; sent again with the same key when the answer is lost, which the server takes as the same request. */
export async function post(path, body, headers = {}) {
  const sent = body ? { 'Content-Type': 'application/json', ...headers } : headers;
  for (let attempt = 1; ; attempt++) {
    try {
      return await (await call('POST', address(path), sent, body && JSON.stringify(body))).json();
    } catch (problem) {
      if (problem.status !== 0 || attempt === 3 || !headers['Idempotency-Key']) throw problem;
      await new Promise((again) => setTimeout(again, attempt * 1000));
    }
  }
}

/** 128 random bits; crypto.randomUUID is there only on secure origins. */
export const freshKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function address(path, params = {}) {
  const url = new URL(path, base());
  if (service && path !== 'me') url.searchParams.set('service', service);
  for (const [name, value] of Object.entries(params)) {
    if (value != null && value !== '') url.searchParams.set(name, value);
  }
  return url.href;
}

async function call(method, url, headers, body) {
  for (;;) {
    const used = token;
    const response = await send(method, url, used ? { ...headers, Authorization: `Bearer ${used}` } : headers, body);
    if (response.status !== 401) return readProblem(response);
    const again = used !== token || (await signIn(used !== null));
    if (!again) await readProblem(response);
  }
}

async function send(method, url, headers, body) {
  const sentAt = Date.now();
  let response;
  try {
    response = await fetch(url, { method, headers, body, cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
  } catch {
    throw new Problem(0, 'The server cannot be reached.');
  }
  heard(response.headers.get('Date'), sentAt);
  return response;
}

async function readProblem(response) {
  if (response.ok || response.status === 304) return response;
  const said = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  throw new Problem(response.status, String(said.detail ?? `The server answered ${response.status}.`), { ...said, retryAfter });
}

function keep(url, entry) {
  cache.delete(url);
  cache.set(url, entry);
  if (cache.size > CACHED) cache.delete(cache.keys().next().value);
  return entry;
}
