/** Numbers, spans and times as a person of this browser's locale reads them. */
import { now } from './clock.js';

const whole = new Intl.NumberFormat();
const tenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const clockTime = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

const SECOND = 1000,
  MINUTE = 60 * SECOND,
  HOUR = 60 * MINUTE,
  DAY = 24 * HOUR;
const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', SECOND],
];
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

export const count = (n) => whole.format(n);
export const percent = (x) => share.format(x);
export const short = (n) => compact.format(n);
export const items = (n) => `${count(n)} ${n === 1 ? 'item' : 'items'}`;
export const inWords = (n) => NUMBERS[n] ?? count(n);
export const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const list = (parts) => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`);

/** "9 d 4 h", "14 min 48 s", "12 s": the two greatest units. */
export function span(millis) {
  const left = Math.max(0, millis);
  const first = UNITS.findIndex(([, size]) => left >= size);
  if (first < 0) return '0 s';
  const [name, size] = UNITS[first];
  const words = `${count(Math.floor(left / size))} ${name}`;
  const next = UNITS[first + 1];
  if (!next) return words;
  const rest = Math.floor((left % size) / next[1]);
  return rest ? `${words} ${rest} ${next[0]}` : words;
}

/** "1.2 GB": room on a disk, in decimal units. */
export function room(bytes) {
  let unit = 0;
  // What would be rounded to 1,000 is one of the next unit.
  for (; bytes >= 999.95 && unit < 5; unit++) bytes /= 1000;
  return `${tenth.format(bytes)} ${['B', 'kB', 'MB', 'GB', 'TB', 'PB'][unit]}`;
}

/** How long something took: "3.1 s". */
export const took = (millis) => (millis == null ? '–' : millis < MINUTE ? `${tenth.format(millis / SECOND)} s` : span(millis));

export const ageOf = (iso) => (iso ? span(now() - Date.parse(iso)) : 'age not known');
export const ago = (millis) => (millis < 2 * SECOND ? 'just now' : `${span(millis)} ago`);

export const dayKey = (time) => new Date(time).setHours(0, 0, 0, 0);
export const dayWords = (time) => day.format(time);
export const clock = (time) => clockTime.format(new Date(time));
export const full = (time) => exact.format(new Date(time));

/** "today 12:00", "yesterday 06:00", "3 Mar 06:00". */
export function moment(iso) {
  const time = new Date(iso);
  const days = Math.round((dayKey(now()) - dayKey(time)) / DAY);
  if (days === 0) return `today ${clock(time)}`;
  if (days === 1) return `yesterday ${clock(time)}`;
  if (days === -1) return `tomorrow ${clock(time)}`;
  return `${(Math.abs(days) > 300 ? dayOfYear : day).format(time)} ${clock(time)}`;
}

export const named = (task) => capped(task, 80);

/** Text of a length that a page can bear, with marks in it that would turn or hide what follows made visible. */
export const capped = (text, most = 300) =>
  (text.length > most ? `${text.slice(0, most)}…` : text).replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  );
