import { terraformFiles } from '../../terraform/files.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { workingFolders } from '../../texts/working-folder.ts';
import type { World } from '../../world.ts';

export const terraformVersionFits = defineRule({
  id: 'terraform-version-fits',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A workflow brings a version of Terraform that the configuration allows.',
  source:
    'https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version; https://github.com/hashicorp/setup-terraform#inputs',
  *check(manifest, world) {
    for (const job of jobsOf(manifest)) {
      const setup = job.steps.find(({ action }) => action === 'hashicorp/setup-terraform');
      const written = text(setup?.inputs['terraform_version']) ?? '';
      if (setup === undefined || !/^\d+\.\d+\.\d+$/.test(written)) continue;
      const own = commandsOf(manifest, world).filter(
        ({ path, command }) => path.startsWith(`${job.path}.`) && command.name === 'terraform',
      );
      const folders = own.flatMap((found) => {
        const moved = found.command.words
          .map((word) => word.text)
          .find((word) => word.startsWith('-chdir='))
          ?.slice('-chdir='.length);
        return moved === undefined ? (workingFolders(manifest, found, world) ?? []) : [moved.replace(/^\.\//, '').replace(/\/$/, '')];
      });
      for (const folder of new Set(folders)) {
        const asked = requiredIn(world).get(folder === '' ? '.' : folder);
        if (asked === undefined || fits(written, asked)) continue;
        yield {
          path: `${setup.path}.with.terraform_version`,
          message: `Terraform ${written} is brought, and ${folder === '' ? 'the root' : folder} asks for ${asked}`,
          why: 'terraform init ends with "Unsupported Terraform Core version", and nothing is planned or applied.',
          fix: 'Bring a version that the configuration allows.',
        };
      }
    }
  },
});

/** `required_version` of each folder. */
function requiredIn(world: World): ReadonlyMap<string, string> {
  return world.once('versions that terraform folders ask for', () => {
    const found = new Map<string, string>();
    for (const { folder, text } of terraformFiles(world)) {
      const asked = /^[ \t]*required_version\s*=\s*"([^"]+)"/m.exec(text)?.[1];
      if (asked !== undefined) found.set(folder, asked);
    }
    return found;
  });
}

/** Whether a version is within all constraints; what is no constraint counts for nothing. */
function fits(version: string, constraints: string): boolean {
  return constraints.split(',').every((each) => {
    const [, sign = '=', number = ''] = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})\s*$/.exec(each) ?? [];
    if (number === '') return true;
    const order = compare(version, number);
    if (sign === '~>') {
      const parts = number.split('.');
      // The last part may grow; of a single one, everything may.
      return (
        order >= 0 &&
        version
          .split('.')
          .slice(0, parts.length - 1)
          .join('.') === parts.slice(0, -1).join('.')
      );
    }
    return { '=': order === 0, '!=': order !== 0, '>=': order >= 0, '<=': order <= 0, '>': order > 0, '<': order < 0 }[sign] ?? true;
  });
}

function compare(left: string, right: string): number {
  const [a, b] = [left, right].map((each) => each.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
