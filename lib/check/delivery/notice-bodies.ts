import { helmValuesOf } from '../helm.ts';
import { fields, fieldsAt, join, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';

/** JSON with actions of a Go template in it, which a notice sends. */
export interface NoticeBody {
  readonly path: string;
  /** `template app-sync-failed, webhook discord` */
  readonly called: string;
  readonly json: string;
}

/** ConfigMaps in which Argo CD and Argo Rollouts look for templates of notices. */
const MAPS = ['argocd-notifications-cm', 'argo-rollouts-notification-configmap'];
/** Fields that must be JSON. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/overview/ */
const JSON_FIELDS: Readonly<Record<string, readonly string[]>> = {
  slack: ['attachments', 'blocks'],
  mattermost: ['attachments'],
  rocketchat: ['attachments'],
  teams: ['facts', 'sections', 'potentialAction'],
};

/** The texts of JSON of the templates of an object. */
export function noticeBodies(manifest: WorldObject): readonly NoticeBody[] {
  const { object } = manifest;
  if (object.kind === 'ConfigMap') return MAPS.includes(object.metadata.name) ? bodiesOf(fieldsAt(object, 'data'), 'data') : [];
  return helmValuesOf(manifest).flatMap(({ chart, values, path }) => {
    const templates = chart === undefined || /^argo-(?:cd|rollouts)$/.test(chart) ? fieldsAt(values, 'notifications.templates') : {};
    return bodiesOf(templates, `${path}.notifications.templates`);
  });
}

function bodiesOf(map: Readonly<Record<string, unknown>>, base: string): readonly NoticeBody[] {
  return Object.entries(map).flatMap(([key, value]) => {
    if (!key.startsWith('template.')) return [];
    const template = typeof value === 'string' ? yamlIn(value) : value;
    const about = { path: join(base, key), called: `template ${key.slice('template.'.length)}` };
    const hooks = Object.entries(fieldsAt(template, 'webhook')).map(
      ([hook, each]) => [`webhook ${hook}`, text(fields(each)['body'])] as const,
    );
    const others = Object.entries(JSON_FIELDS).flatMap(([service, names]) =>
      names.map((name) => [`${service}.${name}`, text(fieldsAt(template, service)[name])] as const),
    );
    return [...hooks, ...others].flatMap(([name, json]) =>
      json !== undefined && /^\s*[{[]/.test(json) ? [{ path: about.path, called: `${about.called}, ${name}`, json }] : [],
    );
  });
}

/** What an action of a template does to the JSON around it. */
export interface Broken {
  readonly action: string;
  readonly how: 'raw' | 'twice';
}

/** Texts that somebody else words: messages of syncs, of conditions and of commits. Names, phases and times have no quotation marks. */
const FREE = /\.(?:operationState|status|health|condition)\.message\b|conditions\b.*\bmessage\b|^(?:\$\w+)?\.message\b|\)\.Message\b/;
/** What makes a text one of JSON, with its quotation marks. */
const AS_JSON = /^\s*(?:toJson|toRawJson|quote)\b|\|\s*(?:toJson|toRawJson|quote)\s*$/;
/** Anything else that may take out what hurts. */
const MADE_SAFE =
  /\b(?:js|toJson|toRawJson|toPrettyJson|quote|squote|replace|regexReplaceAll\w*|b64enc|urlquery|trim\w*|nospace|sha\w+sum|html|printf)\b/;

/** The first action between quotation marks whose text breaks them. */
export function brokenIn(json: string): Broken | undefined {
  let quoted = false;
  for (const part of json.split(/(\{\{[\s\S]*?\}\})/)) {
    const [, inner = ''] = /^\{\{-?\s*([\s\S]*?)\s*-?\}\}$/.exec(part) ?? [];
    if (!part.startsWith('{{')) {
      for (const sign of part.replace(/\\./g, '')) if (sign === '"') quoted = !quoted;
      continue;
    }
    if (!quoted || /^(?:if|else|end|range|with|define|template|block|\/\*|\$\w+\s*:?=)/.test(inner)) continue;
    if (AS_JSON.test(inner)) return { action: inner, how: 'twice' };
    if (FREE.test(inner) && !MADE_SAFE.test(inner)) return { action: inner, how: 'raw' };
  }
  return undefined;
}
