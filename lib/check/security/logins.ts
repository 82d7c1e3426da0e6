import { load } from 'js-yaml';
import { runsToCompletion, type Container } from '../pods.ts';
import { at, fields, fieldsAt, itemsAt, join, textAt, textsAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { chartValuesOf } from './chart-values.ts';

/** A setting that lets people in without asking who they are. */
export interface OpenLogin {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly severity: 'error' | 'warning' | 'info';
}

/** Every such setting of an object: in variables, arguments, ConfigMaps, chart values, and operators' objects. */
export function* openLogins(manifest: WorldObject, world: World): Iterable<OpenLogin> {
  const { object } = manifest;
  const pod = world.podTemplate(manifest);
  for (const container of pod?.containers ?? []) {
    if (pod !== undefined && !runsToCompletion(pod)) yield* ofMongo(container);
    for (const [index, variable] of itemsAt(container.fields, 'env').entries())
      yield* ofVariable(textAt(variable, 'name') ?? '', textAt(variable, 'value') ?? '', `${container.path}.env[${index}].value`);
    for (const list of ['command', 'args']) {
      const written = itemsAt(container.fields, list);
      if (written.length === 0) continue;
      const words = written.map((word) => (typeof word === 'string' ? word : String(word)));
      for (const [index, word] of words.entries())
        yield* ofArgument(word, words, container.image ?? '', `${container.path}.${list}[${index}]`);
    }
  }
  if (object.kind === 'ConfigMap') {
    for (const [key, value] of Object.entries(textsAt(object, 'data'))) {
      yield* ofVariable(key, value, join('data', key));
      if (value.includes('\n')) yield* ofText(value, join('data', key));
      else yield* ofArgoCd(object.metadata.name, key, value, join('data', key));
    }
  }
  if (object.kind === 'Kiali') yield* ofKiali(fields(object['spec']), 'spec');
  for (const { chart, path, values } of chartValuesOf(manifest)) yield* ofChart(chart, values, path);
}

/** The official image of MongoDB asks for a login only where it is given a first user, or is told to. */
function* ofMongo({ fields: container, image = '', init, path }: Container): Iterable<OpenLogin> {
  if (init || !/^(docker\.io\/)?(library\/)?mongo(:|@|$)/.test(image) || itemsAt(container, 'envFrom').length > 0) return;
  const names = itemsAt(container, 'env').map((each) => textAt(each, 'name') ?? '');
  const words = [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].join(' ');
  if (names.some((name) => name.startsWith('MONGO_INITDB_ROOT_')) || /--(auth|keyFile|config|transitionToAuth)\b|\s-f\s/.test(words))
    return;
  // A file that is mounted may be its configuration.
  if (itemsAt(container, 'volumeMounts').some((mount) => /mongod?\.(conf|ya?ml)|\/etc\/mongo/.test(textAt(mount, 'mountPath') ?? '')))
    return;
  yield {
    path: `${path}.env`,
    severity: 'warning',
    message: 'MongoDB asks nobody for a password (no MONGO_INITDB_ROOT_USERNAME, no --auth)',
    fix: 'Set MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD from a Secret before the volume is filled, and give its clients users.',
  };
}

/** A name without any of these is none that {@link ofVariable} knows. */
const KNOWN_VARIABLE = /^(?:GF_AUTH|MYSQL_A|MARIADB_A|POSTGRES_H|xpack|ALLOW_E|VAULT_D)/;

function* ofVariable(name: string, value: string, path: string): Iterable<OpenLogin> {
  if (!KNOWN_VARIABLE.test(name)) return;
  const yes = /^(true|yes|1)$/i.test(value);
  if (name === 'GF_AUTH_ANONYMOUS_ENABLED' && yes)
    yield {
      path,
      severity: 'warning',
      message: 'Grafana lets in everybody (GF_AUTH_ANONYMOUS_ENABLED)',
      fix: 'Remove it, and let people log in.',
    };
  if (/^(MYSQL|MARIADB)_ALLOW_EMPTY_(ROOT_)?PASSWORD$/.test(name) && yes)
    yield { path, severity: 'error', message: `the database has no root password (${name})`, fix: 'Take the password from a Secret.' };
  if (name === 'POSTGRES_HOST_AUTH_METHOD' && value === 'trust')
    yield {
      path,
      severity: 'error',
      message: 'PostgreSQL trusts everybody (POSTGRES_HOST_AUTH_METHOD)',
      fix: 'Remove it, and set a password from a Secret.',
    };
  if (name === 'xpack.security.enabled' && value === 'false')
    yield {
      path,
      severity: 'warning',
      message: 'Elasticsearch asks nobody for a password (xpack.security.enabled)',
      fix: 'Remove it, and give its clients users.',
    };
  if (name === 'ALLOW_EMPTY_PASSWORD' && yes)
    yield { path, severity: 'warning', message: 'the password may be empty (ALLOW_EMPTY_PASSWORD)', fix: 'Set a password from a Secret.' };
  if (name === 'VAULT_DEV_ROOT_TOKEN_ID' && value !== '')
    yield {
      path,
      severity: 'error',
      message: 'Vault runs in dev mode, in memory, with a root token that is written here',
      fix: 'Run it with a configuration and storage.',
    };
}

const FLAGS: readonly (readonly [RegExp, string, string, OpenLogin['severity']])[] = [
  [/^--enable-skip-login(=true)?$/, 'the dashboard may be used without a login', 'Remove the flag.', 'error'],
  [/^--disable-settings-authorizer(=true)?$/, 'everybody may change the settings of the dashboard', 'Remove the flag.', 'warning'],
  [
    /^--(api\.insecure|api-insecure)(=true)?$/,
    "Traefik's dashboard and API are open on port 8080",
    'Remove the flag, and route the dashboard with a login.',
    'warning',
  ],
  [/^--disable-auth$/, 'Argo CD asks nobody for a login', 'Remove the flag.', 'error'],
  [
    /^--auth-mode=server$/,
    'Argo Workflows asks nobody for a login: all have the rights of the server',
    'Use --auth-mode=sso or client.',
    'warning',
  ],
  [/^--protected-mode[= ]no$/, 'Redis answers everybody (protected-mode no)', 'Set requirepass from a Secret.', 'warning'],
  [
    /^--(NotebookApp|ServerApp|IdentityProvider)\.token=(''|"")?$/,
    'Jupyter runs the code of everybody who reaches it',
    'Remove the flag.',
    'error',
  ],
  [/^--anonymous-auth=true$/, 'requests without a login are taken', 'Set it to false.', 'warning'],
];

function* ofArgument(word: string, words: readonly string[], image: string, path: string): Iterable<OpenLogin> {
  for (const [pattern, message, fix, severity] of word.startsWith('--') ? FLAGS : [])
    if (pattern.test(word)) yield { path, message, fix, severity };
  if (word === '-dev' && (words.includes('server') || /(^|\/)vault(:|@|$)/.test(image)))
    yield {
      path,
      severity: 'error',
      message: 'Vault runs in dev mode: unsealed, in memory, with a known token',
      fix: 'Run it with a configuration and storage.',
    };
}

function* ofArgoCd(name: string, key: string, value: string, path: string): Iterable<OpenLogin> {
  if (name === 'argocd-cmd-params-cm' && key === 'server.disable.auth' && value === 'true')
    yield { path, severity: 'error', message: 'Argo CD asks nobody for a login', fix: 'Remove the setting.' };
  if (name === 'argocd-cm' && key === 'users.anonymous.enabled' && value === 'true')
    yield { path, severity: 'warning', message: 'Argo CD lets in people without a login', fix: 'Remove the setting.' };
  if (name === 'argocd-rbac-cm' && key === 'policy.default' && value === 'role:admin')
    yield {
      path,
      severity: 'warning',
      message: 'everybody who logs in to Argo CD is an administrator',
      fix: 'Set policy.default to role:readonly or nothing.',
    };
}

/** Configuration in the form of its program. */
function* ofText(content: string, path: string): Iterable<OpenLogin> {
  if (/strategy:\s*["']?anonymous/.test(content)) {
    const parsed = yaml(content);
    yield* ofKiali(parsed, path, true);
  }
  if (content.includes('[auth.anonymous]') && /\[auth\.anonymous\][^[]*?\n\s*enabled\s*=\s*true/.test(content))
    yield {
      path,
      severity: 'warning',
      message: 'Grafana lets in everybody (auth.anonymous)',
      fix: 'Set enabled = false, and let people log in.',
    };
  if (/listener\s+"tcp"\s*{[^}]*\btls_disable\s*=\s*("?true"?|"?1"?)/.test(content))
    yield {
      path,
      severity: 'info',
      message: 'Vault is spoken to in plain text (tls_disable)',
      fix: 'Give the listener a certificate, or keep its traffic inside the mesh.',
    };
  if (content.includes('loopback_users') && /^\s*loopback_users(\.guest)?\s*=\s*(none|false)\s*$/m.test(content))
    yield {
      path,
      severity: 'warning',
      message: 'RabbitMQ lets in its user guest from everywhere',
      fix: 'Remove the setting, and make a user with a password from a Secret.',
    };
}

function* ofKiali(values: Fields, path: string, inText = false): Iterable<OpenLogin> {
  if (textAt(values, 'auth.strategy') !== 'anonymous') return;
  const everything =
    itemsAt(values, 'deployment.accessible_namespaces').includes('**') || at(values, 'deployment.cluster_wide_access') === true;
  const what = `Kiali lets in everybody (auth.strategy anonymous)${everything ? ', with access to every namespace' : ''}`;
  yield { path: inText ? path : `${path}.auth.strategy`, severity: 'warning', message: what, fix: 'Set auth.strategy to token or openid.' };
}

function* ofChart(chart: string | undefined, values: Fields, path: string): Iterable<OpenLogin> {
  if (chart?.startsWith('kiali') === true || at(values, 'auth.strategy') === 'anonymous') yield* ofKiali(values, path);
  for (const [place, root] of [
    [`${path}.`, values],
    [`${path}.grafana.`, fields(values['grafana'])],
  ] as const) {
    const anonymous = fields(fields(root['grafana.ini'])['auth.anonymous']);
    if (anonymous['enabled'] !== true) continue;
    const role = textAt(anonymous, 'org_role') ?? 'Viewer';
    const severity = role === 'Viewer' ? 'info' : 'warning';
    yield {
      path: `${place}["grafana.ini"]["auth.anonymous"]`,
      severity,
      message: `Grafana lets in everybody as ${role}`,
      fix: 'Remove auth.anonymous, and let people log in.',
    };
  }
  if (chart === 'vault' && at(values, 'server.dev.enabled') === true)
    yield {
      path: `${path}.server.dev.enabled`,
      severity: 'error',
      message: 'Vault runs in dev mode: unsealed, in memory, with a known token',
      fix: 'Remove it, and give Vault storage.',
    };
  if (chart === 'argo-cd' && fieldsAt(values, 'configs.params')['server.disable.auth'] === true)
    yield {
      path: `${path}.configs.params`,
      severity: 'error',
      message: 'Argo CD asks nobody for a login',
      fix: 'Remove server.disable.auth.',
    };
}

function yaml(content: string): Fields {
  try {
    return fields(load(content));
  } catch {
    return {};
  }
}
