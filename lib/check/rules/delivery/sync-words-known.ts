import { nearest } from '../../../values/nearest.ts';
import { ARGOCD_WORDS, HOOK_DELETION, HOOKS, OF_APPLICATIONS, SYNC_OPTIONS } from '../../delivery/words.ts';
import { installerOf } from '../../installers.ts';
import { fieldsAt, itemsAt, join, text } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

const PREFIX = 'argocd.argoproj.io/';

export const syncWordsKnown = defineRule({
  id: 'sync-words-known',
  severity: 'warning',
  kinds: 'all',
  asks: "Argo CD's annotations, sync options, waves and hooks are spelt as Argo CD reads them.",
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/; https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  check(manifest) {
    const isSpoken = manifest.object.metadata.annotations !== undefined || installerOf(manifest) !== undefined;
    return isSpoken ? words(manifest) : NONE;
  },
});

const NONE: readonly Issue[] = Object.freeze([]);

function* words(manifest: WorldObject): Iterable<Issue> {
  const installer = installerOf(manifest);
  for (const [index, raw] of itemsAt(installer?.spec, 'syncPolicy.syncOptions').entries()) {
    yield* option(text(raw) ?? '', `${installer?.specPath ?? ''}.syncPolicy.syncOptions[${index}]`, false);
  }
  for (const [name, raw] of Object.entries(fieldsAt(manifest.object, 'metadata.annotations'))) {
    if (!/argocd?\.argoproj\.io\//.test(name)) continue;
    yield* annotation(name, raw, join('metadata.annotations', name));
  }
}

function* annotation(name: string, raw: unknown, path: string): Iterable<Issue> {
  const why = 'Argo CD passes over it without a word: the object is synced as if nothing had been written.';
  const value = text(raw) ?? '';
  if (name === `${PREFIX}sync-wave`) {
    if (typeof raw !== 'string') {
      const fix = `Write '${value}', in quotes.`;
      yield {
        path,
        severity: 'error',
        message: `sync-wave ${value} is a number, annotations are texts`,
        why: 'The API server refuses the object, and the sync stops there.',
        fix,
      };
    } else if (!/^[+-]?\d+$/.test(value)) {
      yield {
        path,
        message: `sync-wave "${value}" is no whole number`,
        why: 'Argo CD takes it for wave 0: the object comes before or after what it was meant to follow.',
        fix: 'Write a whole number in quotes.',
      };
    }
    return;
  }
  if (name === `${PREFIX}sync-options`) for (const each of value.split(',')) yield* option(each.trim(), path, true);
  const choices = name === `${PREFIX}hook` ? HOOKS : name === `${PREFIX}hook-delete-policy` ? HOOK_DELETION : undefined;
  for (const each of choices === undefined ? [] : value.split(',').map((one) => one.trim())) {
    if (choices?.includes(each) !== false) continue;
    const near = nearest(each, choices);
    yield {
      path,
      message: `${name.slice(PREFIX.length)} "${each}" is unknown; known: ${choices.join(', ')}`,
      why,
      fix: near === undefined ? 'Write one of the known words.' : `Did you mean "${near}"?`,
    };
  }
  if (choices !== undefined || ARGOCD_WORDS.has(name) || /^(link|notice|pref)\./.test(name)) return;
  const near = nearest(name, ARGOCD_WORDS);
  // Tools around Argo CD have words of their own below other prefixes; a new word of Argo CD itself resembles none.
  if (near === undefined || (name.startsWith(PREFIX) ? false : !/^argocd?\.argoproj\.io\//.test(name))) return;
  yield { path, message: `Argo CD knows no annotation ${name}`, why, fix: `Did you mean "${near}"?` };
}

function* option(written: string, path: string, ofObject: boolean): Iterable<Issue> {
  const [name = '', value] = written.split('=');
  const why = 'Argo CD passes over an option that it does not know: the sync goes on without it.';
  const values = SYNC_OPTIONS[name];
  if (values === undefined) {
    const near = nearest(name, Object.keys(SYNC_OPTIONS));
    if (written !== '')
      yield {
        path,
        message: `sync option "${written}" is unknown`,
        why,
        fix: near === undefined ? 'Remove it, or write one of the documented options.' : `Did you mean "${near}=${value ?? 'true'}"?`,
      };
  } else if (value === undefined || !values.includes(value)) {
    const near = value === undefined ? undefined : nearest(value, values);
    yield {
      path,
      message: `sync option "${written}" has no value that Argo CD knows: ${values.join(', ')}`,
      why,
      fix: `Write ${name}=${near ?? values[0] ?? ''}.`,
    };
  } else if (ofObject && OF_APPLICATIONS.has(name)) {
    yield {
      path,
      message: `sync option ${name} works for an Application, not for one object`,
      why,
      fix: 'Move it to syncPolicy.syncOptions of the Application.',
    };
  }
}
