/** The page's dialogs: native ones, which keep the focus in and give it back. */
import { html, nothing } from '../lib/lit-html.js';
import { plan } from '../refresh.js';
import { changed, state } from '../state.js';

const bodies = {};

/** Says what stands in the dialogs of these kinds. */
export const offer = (kinds) => Object.assign(bodies, kinds);

export function ask(kind, dialog) {
  if (state.dialog) return;
  state.dialog = { kind, ...dialog };
  changed();
}

export const close = () => document.querySelector('dialog[open]')?.close();

export const dialogs = () =>
  ['signin', 'confirm', 'help'].map(
    (kind) =>
      html`<dialog id=${kind} aria-labelledby="${kind}-title" @close=${closed} @click=${outside}>
        ${state.dialog?.kind === kind ? bodies[kind](state.dialog, close) : nothing}
      </dialog>`,
  );

/** Opens what has been asked for; after it has been drawn, so that the focus finds its place. */
export function showDialog() {
  const wanted = state.dialog && document.getElementById(state.dialog.kind);
  const open = document.querySelector('dialog[open]');
  if (open && open !== wanted) open.close();
  if (wanted && !wanted.open) wanted.showModal();
  else if (wanted && document.activeElement === document.body) wanted.querySelector('[autofocus]')?.focus(); // what had it is gone
}

function closed(event) {
  const { dialog } = state;
  if (dialog?.kind !== event.target.id) return;
  state.dialog = null;
  dialog.done?.(Boolean(dialog.signedIn));
  plan();
  changed();
}

function outside(event) {
  if (event.target.nodeName === 'DIALOG' && event.target.id === 'help') event.target.close();
}
