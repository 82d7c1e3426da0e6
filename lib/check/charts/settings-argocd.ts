import { loginFaults } from '../delivery/argocd-login.ts';
import { at, fieldsAt, itemsAt, join, text, textAt, type Fields } from '../read.ts';
import { nearName } from '../reference.ts';
import { luaProblem } from '../texts/lua.ts';
import type { Given, WrongSetting } from './setting.ts';

/** Health checks, rights and lists of Argo CD, which are texts in texts. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/ */
export function* argoCdTexts(given: Given): Iterable<WrongSetting> {
  const { values } = given;
  const cm = fieldsAt(values, 'configs.cm');
  // That there is an address at all is asked elsewhere.
  for (const { key, severity = 'error', ...fault } of loginFaults(cm, text(cm['url'])))
    yield { path: join('configs.cm', key), severity, ...fault };
  yield* door(values, cm);
  yield* encryptedBehind(given);
  for (const [key, value] of Object.entries(cm)) {
    const path = join('configs.cm', key);
    if (Array.isArray(value)) {
      yield {
        path,
        severity: 'error',
        message: `${key} is a list, and every entry of argocd-cm is a text`,
        why: 'The chart writes the list as something that Argo CD cannot read: the setting has no effect, or Argo CD does not load its settings.',
        fix: `Write "${key}: |" and the list below it.`,
      };
    }
    const problem = typeof value === 'string' && /^resource\.customizations\.(health|actions)\./.test(key) ? luaProblem(value) : undefined;
    if (problem !== undefined) {
      yield {
        path,
        severity: 'error',
        message: `the script of ${key} ${problem}`,
        why: 'Argo CD cannot run it: objects of this kind have no health, and waves that wait for them never go on.',
        fix: 'Close every if, for and function with end, and return hs at the end.',
      };
    }
  }
  const { 'policy.csv': csv, 'policy.default': otherwise, 'policy.matchMode': mode } = fieldsAt(values, 'configs.rbac');
  const accounts = Object.keys(cm).flatMap((key) => /^accounts\.([\w-]+)$/.exec(key)?.[1] ?? []);
  yield* rights(text(csv) ?? '', 'configs.rbac["policy.csv"]', text(otherwise), { accounts, mode: text(mode) });
}

/**
 * The Ingress of the chart leads to port 443 unless server.insecure is on, whatever is written there.
 * @see https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/templates/argocd-server/ingress.yaml
 */
function* encryptedBehind({ values, objects }: Given): Iterable<WrongSetting> {
  const controller = textAt(values, 'server.ingress.controller') ?? 'generic';
  const insecure = text(fieldsAt(values, 'configs.params')['server.insecure']) === 'true';
  const args = [...itemsAt(values, 'server.extraArgs'), ...itemsAt(values, 'server.additionalArgs')];
  if (at(values, 'server.ingress.enabled') !== true || controller !== 'generic' || insecure || args.includes('--insecure')) return;
  const annotations = fieldsAt(values, 'server.ingress.annotations');
  const kind = textAt(values, 'server.ingress.ingressClassName') ?? text(annotations['kubernetes.io/ingress.class']) ?? '';
  const encrypts = /backend-protocol":"(HTTPS|GRPCS)|ssl-passthrough":"?true|server-snippet|serverstransport/i.test(
    JSON.stringify([annotations, at(values, 'server.service.annotations') ?? '']),
  );
  const trusts = ['traefik.io/v1alpha1/ServersTransport', 'helm.cattle.io/v1/HelmChartConfig'].some(
    (each) => (objects?.(each) ?? []).length > 0,
  );
  if (encrypts || (kind === 'traefik' && trusts) || !/^(nginx|traefik)$/.test(kind)) return;
  yield {
    path: 'server.ingress',
    severity: kind === 'nginx' ? 'error' : 'warning',
    message: `the Ingress for ${kind} leads to port 443 of the server, which has a certificate of its own making: server.insecure is not on`,
    why:
      kind === 'nginx'
        ? 'nginx sends plain HTTP there, and Argo CD answers with a redirect to HTTPS: the browser goes round until it gives up.'
        : 'Traefik speaks HTTPS to it and trusts no such certificate: every page is "Internal Server Error", unless its check is switched off elsewhere.',
    fix: 'Set configs.params["server.insecure"]: true: TLS ends at the Ingress, and the chart names port 80.',
  };
}

/** A host of the Ingress to which nobody who logs in comes back. */
function* door(values: unknown, cm: Fields): Iterable<WrongSetting> {
  if (at(values, 'server.ingress.enabled') !== true || (cm['oidc.config'] === undefined && cm['dex.config'] === undefined)) return;
  const url = text(cm['url']) ?? `https://${textAt(values, 'global.domain') ?? ''}`;
  const back = /^https?:\/\/([a-z0-9.-]+)(?:[:/]|$)/.exec(url)?.[1];
  const hosts = [
    textAt(values, 'server.ingress.hostname'),
    ...itemsAt(values, 'server.ingress.extraHosts').map((each) => textAt(each, 'name')),
  ];
  const [host] = hosts;
  // Without one of its own the Ingress has the host of global.domain.
  if (back === undefined || host === undefined || host === '' || /[{$*]/.test(host) || hosts.includes(back)) return;
  yield {
    path: 'server.ingress.hostname',
    severity: 'error',
    message: `the Ingress is for ${host}, and who logs in is sent back to ${back}`,
    why: 'Argo CD answers "Invalid redirect URL", or the browser ends at a host that leads nowhere: nobody gets in.',
    fix: `Write ${back} in both places.`,
  };
}

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#rbac-model-structure */
const RESOURCES =
  'accounts applications applicationsets certificates clusters exec extensions gpgkeys logs projects repositories write-repositories *'.split(
    ' ',
  );

/** Resources that belong to a project, which stands before their name. */
const OF_PROJECTS = ['applications', 'applicationsets', 'logs', 'exec'];

/** Lines of `policy.csv`: `p, role:x, applications, sync, *, allow` and `g, team, role:x`. */
export function* rights(
  csv: string,
  path: string,
  otherwise: string | undefined,
  { accounts = [], mode }: { readonly accounts?: readonly string[]; readonly mode?: string | undefined } = {},
): Iterable<WrongSetting> {
  const lines = csv.split('\n').map((line) => line.replace(/#.*/, '').trim());
  const cells = lines.filter((line) => line !== '').map((line) => line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, '')));
  const described = new Set(cells.flatMap(([kind, subject]) => (kind === 'p' ? [subject ?? ''] : [])));
  const roles = [...described, 'role:admin', 'role:readonly', ...(otherwise === undefined ? [] : [otherwise])];
  for (const [kind = '', ...rest] of cells) {
    if (kind === 'p' && (rest.length !== 5 || !/^(allow|deny)$/.test(rest[4] ?? ''))) {
      yield {
        path,
        severity: 'error',
        message: `"p, ${rest.join(', ')}" has ${rest.length === 5 ? `the effect "${rest[4] ?? ''}"` : `${rest.length + 1} parts`}, and a line of rights is p, SUBJECT, RESOURCE, ACTION, OBJECT, allow or deny`,
        why: 'Argo CD refuses the whole of policy.csv: everybody has the default role only.',
        fix: rest.length === 4 ? 'Add ", allow".' : 'Correct the line.',
      };
    }
    const resource = rest[1] ?? '';
    const meant = kind !== 'p' || rest.length !== 5 || RESOURCES.includes(resource) ? undefined : nearName(resource, RESOURCES);
    if (meant !== undefined) {
      yield {
        path,
        severity: 'error',
        message: `"p, ${rest.join(', ')}" is about ${resource}, and Argo CD has rights on ${meant}`,
        why: 'The line gives nothing: whoever has the role is told "permission denied".',
        fix: `Write ${meant}.`,
      };
    }
    if (kind === 'p' && rest.length === 5 && OF_PROJECTS.includes(resource) && mode !== 'regex' && !/[/*]/.test(rest[3] ?? '')) {
      yield {
        path,
        severity: 'error',
        message: `"p, ${rest.join(', ')}" is about "${rest[3] ?? ''}", and ${resource} are named PROJECT/NAME`,
        why: 'The line gives nothing: whoever has the role is told "permission denied".',
        fix: `Write ${rest[3] ?? ''}/*.`,
      };
    }
    const account = kind === 'g' && !accounts.includes(rest[0] ?? '') ? nearName(rest[0] ?? '', accounts) : undefined;
    if (account !== undefined) {
      yield {
        path,
        severity: 'warning',
        message: `${rest[0] ?? ''} is given ${rest[1] ?? ''}, and the account is called ${account}`,
        why: 'The account logs in and may do nothing but what everybody may.',
        fix: `Did you mean "${account}"?`,
      };
    }
    const role = rest[1] ?? '';
    if (kind === 'g' && !role.includes(':') && roles.includes(`role:${role}`)) {
      yield {
        path,
        severity: 'error',
        message: `${rest[0] ?? ''} is given ${role}, and the lines speak of role:${role}`,
        why: 'Whoever is in the group logs in and sees nothing.',
        fix: `Write role:${role}.`,
      };
    }
    if (kind !== 'g' || !role.startsWith('role:') || roles.includes(role) || cells.some(([g, own]) => g === 'g' && own === role)) continue;
    const near = nearName(role, roles);
    yield {
      path,
      severity: 'warning',
      message: `${rest[0] ?? ''} is given ${role}, of which no line says what it may do`,
      why: 'Whoever is in the group logs in and sees nothing.',
      fix: near === undefined ? `Add lines "p, ${role}, …, allow".` : `Did you mean "${near}"?`,
    };
  }
}
