import { at, fieldsAt, itemsAt, join, strings, text, textAt, textsAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { chartValuesOf } from './security/chart-values.ts';
import { isWeak } from './security/weak.ts';
import { isKeyName, isLiteral, isSecretName, secretLines } from './secrets.ts';
import type { World } from './world.ts';

/** A literal value under the name of a secret. The value itself is never repeated. */
export interface NamedSecret {
  readonly path: string;
  readonly name: string;
  /** A word that everybody tries first. */
  readonly weak: boolean;
  /** Stands in a script or another file beside the manifests: it may be an example. */
  readonly beside: boolean;
}

export function* namedSecrets(manifest: WorldObject, world: World): Iterable<NamedSecret> {
  const { object } = manifest;
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
      const name = textAt(variable, 'name') ?? '';
      const value = textAt(variable, 'value') ?? '';
      if (isSecretName(name) && isLiteral(value)) yield secret(`${container.path}.env[${index}].value`, name, value);
    }
    for (const list of ['command', 'args']) {
      const written = itemsAt(container.fields, list);
      if (written.length === 0) continue;
      const words = written.flatMap((word) => text(word) ?? []);
      for (const [index, word] of words.entries()) {
        const path = `${container.path}.${list}[${index}]`;
        for (const { name, value } of secretLines(word)) yield secret(path, name, value);
        const next = words[index + 1];
        if (/^--?[\w-]+$/.test(word) && isSecretName(word) && next !== undefined && isLiteral(next) && !next.startsWith('-'))
          yield secret(path, word, next);
      }
    }
  }
  if (object.kind === 'ConfigMap')
    yield* inValues(Object.entries(textsAt(object, 'data')).map(([key, value]) => ({ key, value, path: join('data', key) })));
  for (const { values, path } of chartValuesOf(manifest)) {
    for (const found of inValues(strings(values, path)))
      // What MinIO calls the access key of a user is the user's name.
      if (!(found.weak && isOff(object, found.path)) && !/\busers\[\d+\]\.accessKey$/.test(found.path)) yield found;
  }
  if (object.kind === 'Cluster') yield* inFirstStatements(object);
  if (object.kind === 'Config' && object.apiVersion === 'v1') yield* logins(object);
  if (object.kind === 'Config' && object.apiVersion !== 'v1') yield* vaultKeys(object);
  if (object.kind === 'Script' || (object.kind === 'TextFile' && isSettings(manifest.file ?? ''))) {
    for (const { line, name, value } of secretLines(textAt(object, 'text') ?? '')) {
      if (!REFERENCE.test(value)) yield { ...secret(`line ${line}`, name, value), beside: true };
    }
  }
}

/** SQL that CloudNativePG runs in a new database. */
function* inFirstStatements(object: unknown): Iterable<NamedSecret> {
  for (const list of ['postInitSQL', 'postInitTemplateSQL', 'postInitApplicationSQL']) {
    for (const [index, statement] of itemsAt(object, `spec.bootstrap.initdb.${list}`).entries()) {
      for (const { name, value } of secretLines(text(statement) ?? ''))
        yield secret(`spec.bootstrap.initdb.${list}[${index}]`, name, value);
    }
  }
}

/** Users of a kubeconfig. */
function* logins(object: unknown): Iterable<NamedSecret> {
  for (const [index, user] of itemsAt(object, 'users').entries()) {
    for (const key of ['client-key-data', 'token', 'password']) {
      const value = textAt(user, `user.${key}`);
      if (value !== undefined && isLiteral(value)) yield secret(`users[${index}].user.${key}`, key, value);
    }
  }
}

/** What `vault operator init -format=json` prints: whoever has it opens every secret. */
function* vaultKeys(object: unknown): Iterable<NamedSecret> {
  const root = textAt(object, 'content.root_token');
  const keys = ['unseal_keys_b64', 'unseal_keys_hex', 'recovery_keys_b64', 'keys_base64'].filter((key) =>
    itemsAt(object, `content.${key}`).some((each) => /^[\w+/=]{16,}$/.test(text(each) ?? '')),
  );
  // Harbor, and other installers that ask for the first password in a file of their own.
  for (const [key, raw] of Object.entries(fieldsAt(object, 'content'))) {
    const value = text(raw);
    if (/(^|_)admin_password$/i.test(key) && value !== undefined && isLiteral(value)) yield secret(`content.${key}`, key, value);
  }
  for (const key of keys) yield secret(`content.${key}`, key, '');
  if (keys.length > 0 && root !== undefined && isLiteral(root)) yield secret('content.root_token', 'root_token', root);
}

/** What Terraform works out: `random_password.shop.result`, `var.password`, `jsondecode(…)`. */
const REFERENCE = /^(each|local|module|path|self|var|data|[a-z]+(_[a-z0-9]+)+)\.[\w.[\]"-]+,?$|^[a-z_0-9]+\(/;

/** What stands beside `enabled: false` is read by nobody: the token `root` of a development mode that is off. */
function isOff(object: WorldObject['object'], path: string): boolean {
  const above = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  return at(object, `${above}.enabled`) === false;
}

/** Files that hold settings of an installation, not the source of a program. */
function isSettings(file: string): boolean {
  return /\.(tf|tfvars|env|properties|ini|conf|tftpl|tpl)$|(^|\/)\.env(\.\w+)?$/.test(file) && !/example|sample|template/.test(file);
}

function secret(path: string, name: string, value: string): NamedSecret {
  return { path, name, weak: isWeak(value.replace(/^["']|["'],?;?$/g, '')), beside: false };
}

function* inValues(values: Iterable<{ readonly key: string; readonly value: string; readonly path: string }>): Iterable<NamedSecret> {
  for (const { key, value, path } of values) {
    if (value.includes('\n')) {
      for (const { line, name, value: found } of secretLines(value)) yield secret(`${path} line ${line}`, name, found);
    } else if (isSecretName(key) && isLiteral(value) && !isKeyName(key, value)) {
      yield secret(path, key, value);
    }
  }
}
