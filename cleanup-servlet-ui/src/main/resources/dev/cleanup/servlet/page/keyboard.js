/** Keys for who works here often; never while somebody types, and never with a modifier. */
import { dryRun } from './actions.js';
import { ask } from './dialogs/dialogs.js';
import { whyNotDryRun } from './plan.js';
import { refresh } from './refresh.js';
import { go } from './router.js';
import { state } from './state.js';

export const KEYS = [
  ['?', 'this help'],
  ['g d', 'dashboard'],
  ['g o', 'orphaned resources'],
  ['g h', 'history'],
  ['/', 'filter'],
  ['r', 'refresh now'],
  ['d', 'dry run'],
  ['Esc', 'close a dialog'],
];

const VIEWS = { d: '', o: 'orphaned', h: 'history' };
const ALONE = {
  '?': () => ask('help'),
  '/': () => document.getElementById('filter')?.focus(),
  r: refresh,
  d: () => state.status && !whyNotDryRun() && dryRun(),
};

let going = 0;

export function listen() {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector('dialog[open]')) return;
    if (event.target.closest?.('input, select, textarea, [contenteditable]')) return;
    const view = Date.now() - going < 1500 ? VIEWS[event.key] : undefined;
    going = event.key === 'g' ? Date.now() : 0;
    if (view !== undefined) go(view);
    else if (event.key in ALONE) {
      event.preventDefault();
      ALONE[event.key]();
    }
  });
}
