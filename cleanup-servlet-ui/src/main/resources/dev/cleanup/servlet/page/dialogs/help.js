/** The keys, and a word on what this page is. */
import { html } from '../lib/lit-html.js';
import { KEYS } from '../keyboard.js';

export const body = (_, close) =>
  html`<h2 id="help-title">Keys</h2>
    <div class="body">
      <dl class="keylist">
        ${KEYS.map(
          ([keys, what]) =>
            html`<dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${what}</dd>`,
        )}
      </dl>
      <p class="sub">
        A dry run looks and removes nothing; what it saw is a plan. Executing a plan removes what it shows, and nothing else. The picture is
        refreshed every 30 s, not while this tab is hidden or a dialog is open.
      </p>
    </div>
    <div class="buttons"><button autofocus @click=${close}>Close</button></div>`;
