import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import { commandsOf } from '../texts/commands.ts';
import type { World } from '../world.ts';
import { everywhere } from './where.ts';

/** A line of a policy: the paths that it is about. */
export interface PolicyPath {
  readonly path: string;
  readonly line: number;
}

/** What scripts and guides write about rights in Vault. */
export interface VaultPolicies {
  readonly names: ReadonlySet<string>;
  /** Some policy is named by a variable. */
  readonly open: boolean;
}

const WRITES = /\bvault\s+policy\s+write\s+(?:-\S+\s+)*(["']?[\w.${}/-]+["']?)\s+(\S+)/g;

/** The policies that the tree makes, all together; Terraform counts. */
export function vaultPolicies(world: World): VaultPolicies {
  return world.everywhere.once('policies of vault', () => {
    const names = new Set<string>();
    let open = false;
    const texts = everywhere(world, ...(['Script', 'Guide', 'TextFile'] as const).map(documentKind));
    for (const { manifest } of texts) {
      const text = (textAt(manifest.object, 'text') ?? '').replace(/\\\n/g, ' ');
      for (const [, name = ''] of text.matchAll(WRITES)) {
        if (name.includes('$')) open = true;
        else names.add(name.replace(/["']/g, ''));
      }
      if (/\bvault_policy\b|\/sys\/polic(y|ies)|sys\/policies\/acl/.test(text)) open = true;
    }
    return { names, open };
  });
}

/** `path "secret/data/*" { … }` of the policies that a text writes in place. */
export function policyPaths(text: string): readonly PolicyPath[] {
  const found: PolicyPath[] = [];
  let inPolicy: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (inPolicy !== undefined && line.trim() === inPolicy) inPolicy = undefined;
    else if (inPolicy === undefined && /\bvault\s+policy\s+write\b/.test(line)) inPolicy = /<<-?\s*["']?(\w+)["']?/.exec(line)?.[1];
    else if (inPolicy !== undefined)
      for (const [, path = ''] of line.matchAll(/\bpath\s+"([^"]+)"/g)) found.push({ path, line: index + 1 });
  }
  return found;
}

/** The API servers that log-ins of Vault ask about tokens, by mount. */
export function reviewers(world: World): ReadonlyMap<string, string> {
  return world.everywhere.once('reviewers of vault', () => {
    const found = new Map<string, string>();
    for (const { manifest, world: own } of everywhere(world, documentKind('Script'), documentKind('Guide'))) {
      for (const { command } of commandsOf(manifest, own)) {
        const words = command.words.map(({ text }) => text);
        const mount = words.map((word) => /^\/?auth\/(.+)\/config$/.exec(word)?.[1]).find((each) => each !== undefined);
        const host = words.map((word) => /^kubernetes_host=(.+)$/.exec(word)?.[1]).find((each) => each !== undefined);
        if (mount !== undefined && host !== undefined && !/[$@]/.test(mount + host)) found.set(mount, host.replace(/\/$/, ''));
      }
    }
    return found;
  });
}
