import { fields, join } from '../read.ts';
import type { Pool } from './pool.ts';
import type { BuildIssue } from './problem.ts';
import type { Resource } from './resource.ts';

/** The kind of object that a field names: by the field itself, or by the one above where the field is `name`. */
const BY_FIELD: ReadonlyMap<string, string> = new Map([
  ...['secretName', 'existingSecret'].map((field) => [field, 'Secret'] as const),
  ...['serviceName', 'stableService', 'canaryService', 'activeService', 'previewService', 'host', 'hosts'].map(
    (field) => [field, 'Service'] as const,
  ),
  ['serviceAccountName', 'ServiceAccount'],
  ['claimName', 'PersistentVolumeClaim'],
  ['gateways', 'Gateway'],
]);
const BY_FIELD_ABOVE: ReadonlyMap<string, string> = new Map([
  ...['configMapRef', 'configMapKeyRef', 'configMap'].map((field) => [field, 'ConfigMap'] as const),
  ...['secretRef', 'secretKeyRef', 'passwordSecretRef', 'tokenSecretRef', 'privateKeySecretRef', 'imagePullSecrets'].map(
    (field) => [field, 'Secret'] as const,
  ),
  ...['services', 'service', 'backendRefs'].map((field) => [field, 'Service'] as const),
]);

/** Options and variables by which a program is told what to look for in the API: `--configmap-name=settings`, `CONFIG_MAP_NAME`. */
const BY_WORD: readonly (readonly [RegExp, string])[] = [
  [/config-?map/i, 'ConfigMap'],
  [/secret/i, 'Secret'],
  [/service-?account/i, 'ServiceAccount'],
];
const OPTION = /^--?([a-z-]*(?:config-?map|secret|service-?account)(?:-?name)?)=(?:[a-z0-9-]+\/)?([a-z0-9][a-z0-9.-]*)$/i;
const VARIABLE = /(?:CONFIG_?MAP|SECRET|SERVICE_?ACCOUNT)(?:_NAME)?$/;

/**
 * Names that a build has changed, and that stand unchanged where kustomize does not look: in kinds of definitions above all.
 * Told of each object once for each name.
 */
export function unmendedNames(pool: Pool): ReadonlyMap<Resource, readonly BuildIssue[]> {
  const found = new Map<Resource, BuildIssue[]>();
  const changed = changedNames(pool);
  if (changed.size === 0) return found;
  for (const each of pool.resources) {
    const issues: BuildIssue[] = [];
    const told = new Set<string>();
    for (const { way, kind, name } of namesIn(each.object, undefined, '', '', [])) {
      const now = changed.get(`${kind} ${short(name, kind)}`);
      if (now === undefined || told.has(`${kind} ${name}`) || !mayMean(each, now, name)) continue;
      told.add(`${kind} ${name}`);
      issues.push({
        rule: 'kustomization-name-reference',
        path: pathOf(way),
        message: `${name} is the ${kind} ${now.name} after the build: kustomize does not follow the name here`,
        why: `The ${each.kind} reaches the cluster with a name that nothing has there.`,
        fix: now.hashed
          ? 'Set disableNameSuffixHash for it, or teach kustomize the field with configurations (nameReference).'
          : 'Teach kustomize the field with configurations (nameReference), or change the name with a patch or a replacement.',
      });
    }
    if (issues.length > 0) found.set(each, issues);
  }
  return found;
}

/** Resources by kind and former name, as far as nothing else has that name now. */
function changedNames({ resources }: Pool): ReadonlyMap<string, Resource> {
  const present = new Set(resources.map(({ kind, name }) => `${kind} ${name}`));
  const changed = new Map<string, Resource>();
  for (const each of resources) {
    for (const { name } of each.previous) {
      const key = `${each.kind} ${name}`;
      if (name !== each.name && !present.has(key)) changed.set(key, each);
    }
  }
  return changed;
}

/** A name is meant for its own namespace; a host may say another. */
function mayMean({ id }: Resource, target: Resource, name: string): boolean {
  const namespace = name.includes('.') ? name.split('.')[1] : id.namespace;
  return target.id.namespace === '' || id.namespace === '' || namespace === target.id.namespace;
}

/** `web.shop.svc.cluster.local` → `web`; a host that is not one of the cluster stays as it is. */
function short(name: string, kind: string): string {
  if (kind !== 'Service') return name;
  return /^[a-z0-9-]+\.[a-z0-9-]+\.svc(?:\.[a-z.]+)?$/.test(name) ? (name.split('.')[0] ?? name) : name;
}

/** The way to a value: told as a path only when there is something to tell. */
interface Way {
  readonly above: Way | undefined;
  readonly key: string | number;
}

interface Name {
  readonly way: Way;
  readonly kind: string;
  readonly name: string;
}

/** Every name of another object: where the field says the kind, and where `kind` stands beside `name`. */
function namesIn(value: unknown, way: Way | undefined, field: string, above: string, found: Name[]): readonly Name[] {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) namesIn(value[index], { above: way, key: index }, field, above, found);
    return found;
  }
  if (typeof value === 'string') {
    const [, option, given = ''] = field === 'args' || field === 'command' ? (OPTION.exec(value) ?? []) : [];
    if (option !== undefined && way !== undefined) found.push({ way, kind: kindBy(option), name: given });
    const kind = field === 'name' ? BY_FIELD_ABOVE.get(above) : BY_FIELD.get(field);
    if (kind !== undefined && way !== undefined) found.push({ way, kind, name: value });
    return found;
  }
  const map = fields(value);
  const [kind, name] = [map['kind'], map['name']];
  const says = way !== undefined && typeof kind === 'string' && typeof name === 'string';
  if (says) found.push({ way: { above: way, key: 'name' }, kind, name });
  const set = map['value'];
  if (field === 'env' && way !== undefined && typeof set === 'string' && typeof name === 'string' && VARIABLE.test(name))
    found.push({ way: { above: way, key: 'value' }, kind: kindBy(name.replaceAll('_', '-')), name: set });
  for (const key of Object.keys(map)) {
    // An object says about itself, not about others, what it is called and labelled; contents of files have names of their own.
    if (way === undefined ? ABOUT_ITSELF.has(key) : says && key === 'name') continue;
    namesIn(map[key], { above: way, key }, key, field, found);
  }
  return found;
}

function kindBy(word: string): string {
  return BY_WORD.find(([pattern]) => pattern.test(word))?.[1] ?? '';
}

const ABOUT_ITSELF: ReadonlySet<string> = new Set(['apiVersion', 'data', 'kind', 'metadata', 'stringData']);

function pathOf({ above, key }: Way): string {
  const start = above === undefined ? '' : pathOf(above);
  return typeof key === 'number' ? `${start}[${key}]` : join(start, key);
}
