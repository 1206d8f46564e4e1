/** Why is this one still here? */
import { html, nothing } from '../lib/lit-html.js';
import { get } from '../api.js';
import { now } from '../clock.js';
import { named, span } from '../format.js';
import { off } from '../plan.js';
import { param } from '../router.js';
import { changed, state } from '../state.js';
import { age, at, code, dot, panel, said } from './parts.js';

const ANSWER = {
  KEPT: ['ok', 'It stays.'],
  GOES: ['warn', 'It would go now.'],
  NOT_FOUND: ['', 'The task sees no such item.'],
  CANNOT_TELL: ['', 'This task cannot explain single items.'],
};

async function ask(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const asked = { task: form.get('task'), id: form.get('id').trim() };
  if (!asked.id) return;
  Object.assign(state.explain, { busy: true, answer: null, problem: null });
  changed();
  try {
    state.explain.answer = await get('explain', asked);
  } catch (problem) {
    state.explain.problem = problem;
  }
  state.explain.busy = false;
  changed();
}

export function explainPanel() {
  const { answer, problem, busy } = state.explain;
  const tasks = state.status?.tasks ?? [];
  if (!tasks.length) return nothing;
  return panel(
    'Why is this one still here?',
    html`<form class="filters" @submit=${ask}>
        <label class="field"
          >Task
          <select name="task">
            ${tasks.map(({ task }) => html`<option value=${task} ?selected=${task === param('task')}>${named(task)}</option>`)}
          </select></label
        >
        <label class="field grow">Id of the item <input name="id" required maxlength="1000" autocomplete="off" spellcheck="false" /></label>
        <button ?disabled=${busy}>${busy ? 'Looking…' : 'Explain'}</button>
      </form>
      <div class="answer" role="status" aria-live="polite">
        ${problem ? html`<p class="bad">${said(problem.message)} ${problem.reference ?? nothing}</p>` : answer ? shown(answer) : nothing}
      </div>`,
  );
}

function shown({ task, answer, id, label, since, reasons, removableAt }) {
  const [tone, words] = answer === 'GOES' && off(task) ? ['', 'It would go, but its task is off.'] : (ANSWER[answer] ?? ['', answer]);
  return html`<p>${dot(tone)}${code(id)} ${label && label !== id ? said(label) : nothing} <b>${words}</b></p>
    ${since ? html`<p class="sub">Its age is ${age(since)}.</p>` : nothing}
    ${
      reasons.length
        ? html`<ul>
            ${reasons.map((reason) => html`<li>${said(reason, 1000)}</li>`)}
          </ul>`
        : nothing
    }
    ${answer === 'KEPT' ? html`<p class="sub">${whenRemovable(removableAt)}</p>` : nothing}`;
}

const whenRemovable = (time) =>
  time ? html`It may go ${at(time)}, in ${span(Date.parse(time) - now())}, if nothing else changes.` : 'When it may go cannot be known.';
