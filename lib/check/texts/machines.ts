import { everywhere } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import { fields, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { setupTexts } from './node-setup.ts';

/** All that sets machines up in a tree as one text: scripts, cloud-init, Ansible and templates. One file may make up for what another leaves out. */
export function machinesText(world: World): string {
  return world.everywhere.once('what sets machines up', () => {
    const scripts = everywhere(world, documentKind('Script'), documentKind('Aside')).map(
      ({ manifest }) => textAt(manifest.object, 'text') ?? '',
    );
    const written = everywhere(world, documentKind('Config')).flatMap(({ manifest }) => [
      ...setupTexts(manifest).map(({ text }) => text),
      ...ansibleText(manifest.object['content']),
    ]);
    // Templates, Terraform with its texts, Vagrantfiles, settings.
    const files = everywhere(world, documentKind('TextFile')).map(({ manifest }) => textAt(manifest.object, 'text') ?? '');
    return [...scripts, ...written, ...files].join('\n');
  });
}

/** Whether something that sets machines up says so; asked once for each pattern. */
export function machinesSay(world: World, pattern: RegExp): boolean {
  const known = world.everywhere.once('what machines are told', () => new Map<string, boolean>());
  let said = known.get(pattern.source);
  if (said === undefined) known.set(pattern.source, (said = pattern.test(machinesText(world))));
  return said;
}

/** The same with the files in which machines are told mirrors of registries. */
export function registriesText(world: World): string {
  return world.everywhere.once('what tells machines their registries', () =>
    [
      machinesText(world),
      ...everywhere(world, documentKind('Config')).flatMap(({ manifest }) =>
        /registries\.ya?ml$|k3d|kind[\w-]*\.ya?ml$/.test(manifest.file ?? '') ? JSON.stringify(manifest.object['content']) : [],
      ),
    ].join('\n'),
  );
}

/** A playbook or the tasks of a role, as one text. */
export function ansibleText(content: unknown): readonly string[] {
  return Array.isArray(content) && content.length > 0 && content.every(isTask) ? [JSON.stringify(content)] : [];
}

function isTask(each: unknown): boolean {
  const keys = Object.keys(fields(each));
  return keys.some(
    (key) => /^(?:hosts|tasks|block|import_playbook|include_tasks|[a-z]\w+\.[a-z]\w+\.[a-z]\w+)$/.test(key) || PLAIN.has(key),
  );
}

/** Modules of Ansible that are called by their short names. */
const PLAIN = new Set('apt command copy dnf file lineinfile modprobe mount replace service shell sysctl systemd template yum'.split(' '));
