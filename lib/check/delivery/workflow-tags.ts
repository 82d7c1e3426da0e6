import { itemsAt, text, textAt, type Fields } from '../read.ts';
import { buildsOf } from './workflow-images.ts';
import type { Job } from './workflows.ts';

/**
 * The form of a tag: its letters, with `<7>` for the first seven figures of a commit and `<40>` for all of it; `undefined` where
 * something else is filled in.
 */
export function formOf(written: string, variables: Fields = {}): string | undefined {
  const form = written
    .replace(/\$\(\s*git\s+rev-parse\s+--short(?:=(\d+))?\s+\S+\s*\)/g, (_, length?: string) => `<${length ?? '7'}>`)
    .replace(/\$\(\s*git\s+rev-parse\s+HEAD\s*\)/g, '<40>')
    .replace(
      /\$\(\s*echo\s+["']?\$\{?\w*sha\w*\}?["']?\s*\|\s*(?:cut\s+-c\s*1-|head\s+-c\s*)(\d+)\s*\)/gi,
      (_, length: string) => `<${length}>`,
    )
    .replace(/\$\{\{\s*github\.(?:sha|event\.workflow_run\.head_sha)\s*\}\}/g, '<40>')
    .replace(/\$\{(\w+):(?:0)?:(\d+)\}/g, (whole, name: string, length: string) => (isCommit(name, variables) ? `<${length}>` : whole))
    .replace(/\$\{?([A-Za-z_]\w*)\}?/g, (whole, name: string) => (isCommit(name, variables) ? '<40>' : whole));
  return /[$`{}]/.test(form) ? undefined : form;
}

/** GitHub's own variable, or one that gets the commit as a whole. */
function isCommit(name: string, variables: Fields): boolean {
  if (name === 'GITHUB_SHA') return true;
  return /^\$\{\{\s*github\.(?:sha|event\.workflow_run\.head_sha)\s*\}\}$/.test(text(variables[name]) ?? '');
}

/** An image that a job pushes, with the forms of its tags. */
export interface PushedForm {
  /** `acme/${{ matrix.service }}` */
  readonly image: string;
  readonly form: string | undefined;
}

export function pushedForms(job: Job, around: Fields = {}): readonly PushedForm[] {
  const variables = { ...around, ...(job.fields['env'] as Fields | undefined) };
  return buildsOf(job).flatMap(({ push, tags }) => {
    if (push === 'never') return [];
    return tags.flatMap((tag): readonly PushedForm[] => {
      const own = /^\$\{\{\s*steps\.([\w-]+)\.outputs\.tags\s*\}\}$/.exec(tag)?.[1];
      if (own !== undefined) return byAction(job, own);
      const [, image = '', rest] = /^((?:[\w./-]|\$\{\{[^}]*\}\})+):(.+)$/.exec(tag) ?? [];
      if (rest === undefined) return [{ image: tag, form: undefined }];
      const from = /^\$\{\{\s*steps\.([\w-]+)\.outputs\.([\w-]+)\s*\}\}$/.exec(rest);
      const written = from === null ? rest : writtenAs(job, from[1] ?? '', from[2] ?? '');
      return [{ image, form: written === undefined ? undefined : formOf(written, variables) }];
    });
  });
}

/** `echo "short=main-${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"` */
function writtenAs(job: Job, id: string, output: string): string | undefined {
  const step = job.steps.find((_, index) => textAt(itemsAt(job.fields, 'steps')[index], 'id') === id);
  return new RegExp(`echo\\s+["']?${output}=([^"'\\n]*?)["']?\\s*>>`).exec(step?.run ?? '')?.[1];
}

/** The tags of docker/metadata-action. @see https://github.com/docker/metadata-action#typesha */
function byAction(job: Job, id: string): readonly PushedForm[] {
  const step = job.steps.find((_, index) => textAt(itemsAt(job.fields, 'steps')[index], 'id') === id);
  const images = (text(step?.inputs['images']) ?? '')
    .split(/[\n,]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const lines = (text(step?.inputs['tags']) ?? 'type=schedule\ntype=ref,event=branch')
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return images.flatMap((image) =>
    lines.map((line) => {
      if (/^type=raw,value=latest\b/.test(line)) return { image, form: 'latest' };
      if (!/^type=sha\b/.test(line)) return { image, form: undefined };
      const prefix = /\bprefix=([^,]*)/.exec(line)?.[1] ?? 'sha-';
      return { image, form: formOf(`${prefix}<${/\bformat=long\b/.test(line) ? 40 : 7}>`.replace('{{branch}}', '$')) };
    }),
  );
}
