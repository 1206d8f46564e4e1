/** Files of what is on screen, fetched with the token, since a plain link carries none. */
import { file, get } from './api.js';
import { changed, state, tell } from './state.js';
import { count } from './format.js';

const PAGE = 200;

function save(blob, name) {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}

const stamp = () => new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-');

async function exporting(name, kind, make) {
  if (state.exporting) return;
  state.exporting = 'Exporting…';
  changed();
  try {
    save(await make(), `cleanup-${name}-${stamp()}.${kind}`.replace(/[^\w.-]/g, '_'));
  } catch (problem) {
    tell({ tone: 'bad', text: `Nothing was exported: ${problem.message}` });
  } finally {
    state.exporting = '';
    changed();
  }
}

export const asCsv = (path, params) => exporting(path, 'csv', () => file(path, { ...params, format: 'csv' }));

/** All pages of a list as one JSON document. */
export const asJson = (path, params, field) =>
  exporting(path, 'json', async () => {
    const all = [];
    for (;;) {
      const page = await get(path, { ...params, offset: all.length, limit: PAGE });
      all.push(...page[field]);
      state.exporting = `Exporting ${count(all.length)} of ${count(page.total)}…`;
      changed();
      if (!page[field].length || all.length >= page.total) return json({ ...page, offset: 0, limit: all.length, [field]: all });
    }
  });

export const runAsJson = (id) => exporting(`run-${id}`, 'json', async () => json(await get(`runs/${encodeURIComponent(id)}`)));

const json = (body) => new Blob([JSON.stringify(body, null, 2)], { type: 'application/json' });
