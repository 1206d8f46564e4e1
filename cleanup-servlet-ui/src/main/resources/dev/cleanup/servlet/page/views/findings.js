/** Findings as a table that can be sorted and paged. */
import { html, nothing } from '../lib/lit-html.js';
import { param, setParams } from '../router.js';
import { capped, count } from '../format.js';
import { age, choice, code, empty, pager, said, search } from './parts.js';

export const PAGE = 50;

/** What to say of a list without any: that none matches the filters, or that there is none. */
export const none = (words) => empty(param('q') || param('task') ? 'Nothing matches.' : words);

/** Which of them to show. */
export const filters = (tasks) =>
  html`<div class="filters" role="search">
    ${choice(
      'task',
      'Task',
      param('task'),
      tasks.map(({ task }) => [task, task]),
    )}
    ${search(param('q'), 'Id, label, reason or tag')}
  </div>`;

/** A survey lists only so many; the rest is counted. */
export function notListed({ tasks }) {
  const parts = tasks.filter((part) => part.listed < part.eligible && (!param('task') || part.task === param('task')));
  const hidden = parts.reduce((all, part) => all + part.eligible - part.listed, 0);
  return hidden ? html`<p class="sub pad">${count(hidden)} more are counted, but not listed one by one.</p>` : nothing;
}

const TAGS = 6;
const COLUMNS = [
  ['id', 'Item'],
  ['label', 'Label'],
  ['task', 'Task'],
  ['age', 'Age'],
];

export function findings(answer) {
  return html`<table class="stack findings">
      <caption class="hidden">
        What would go, with age and reason
      </caption>
      <thead>
        <tr>
          ${COLUMNS.map(header)}
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        ${answer.items.map((item) => row(item))}
      </tbody>
    </table>
    ${pager(answer.total, PAGE, answer.total === 1 ? 'item' : 'items')}`;
}

function header([key, name]) {
  const sorted = (param('sort') || 'age') === key;
  const down = param('order') === 'desc';
  const turn = () => setParams({ sort: key === 'age' ? '' : key, order: sorted && !down ? 'desc' : '', page: '' });
  return html`<th scope="col" class=${key === 'age' ? 'n' : ''} aria-sort=${sorted ? (down ? 'descending' : 'ascending') : nothing}>
    <button class="sort" @click=${turn}>${name}<span aria-hidden="true">${sorted ? (down ? ' ↓' : ' ↑') : ''}</span></button>
  </th>`;
}

const tag = ([name, value]) => html`<span class="tag">${said(`${capped(name, 40)}=${value}`, 60)}</span>`;

function row(item) {
  const tags = Object.entries(item.tags);
  return html`<tr>
    <th scope="row">${code(item.id, 300)}</th>
    <td data-l="Label">
      ${item.label === item.id ? '–' : said(item.label)}${tags.length ? html`<div class="tags">${tags.slice(0, TAGS).map(tag)}</div>` : nothing}
    </td>
    <td data-l="Task">${said(item.task, 80)}</td>
    <td class="n" data-l="Age">${age(item.since)}</td>
    <td>${said(item.reason)}</td>
  </tr>`;
}
