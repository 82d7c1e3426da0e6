import { fieldsAt, join, text } from '../read.ts';
import { nearName } from '../reference.ts';
import { luaProblem } from '../texts/lua.ts';
import type { Given, WrongSetting } from './setting.ts';

/** Health checks, rights and lists of Argo CD, which are texts in texts. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/ */
export function* argoCdTexts({ values }: Given): Iterable<WrongSetting> {
  for (const [key, value] of Object.entries(fieldsAt(values, 'configs.cm'))) {
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
  const { 'policy.csv': csv, 'policy.default': otherwise } = fieldsAt(values, 'configs.rbac');
  yield* rights(text(csv) ?? '', 'configs.rbac["policy.csv"]', text(otherwise));
}

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#rbac-model-structure */
const RESOURCES =
  'accounts applications applicationsets certificates clusters exec extensions gpgkeys logs projects repositories write-repositories *'.split(
    ' ',
  );

/** Lines of `policy.csv`: `p, role:x, applications, sync, *, allow` and `g, team, role:x`. */
export function* rights(csv: string, path: string, otherwise: string | undefined): Iterable<WrongSetting> {
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
