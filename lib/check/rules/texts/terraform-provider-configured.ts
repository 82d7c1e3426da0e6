import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { someString, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import { isRoot, providersOf } from '../../terraform/providers.ts';
import type { World } from '../../world.ts';

/** Providers that reach a cluster, and ask for it on this machine unless they are told where it is. */
const REACHING = ['helm', 'kubernetes', 'kubectl'] as const;

export const terraformProviderConfigured = defineRule({
  id: 'terraform-provider-configured',
  severity: 'warning',
  kinds: [documentKind('TextFile')],
  asks: 'A provider of Terraform that reaches a cluster is told which one, for every resource that does not name another.',
  source:
    'https://registry.terraform.io/providers/hashicorp/helm/latest/docs#authentication; https://developer.hashicorp.com/terraform/language/providers/configuration#default-provider-configurations',
  *check({ object, file = '' }, world) {
    const folder = parentFolder(file);
    if (!file.endsWith('.tf') || !isRoot(folder, world)) return;
    const known = providersOf(world).get(folder);
    if (known === undefined || isToldOtherwise(world)) return;
    const said = new Set<string>();
    for (const { type, labels, arguments: given, line } of blocksOf(textAt(object, 'text') ?? '')) {
      const provider = REACHING.find((each) => labels[0]?.startsWith(`${each}_`));
      const [, named = '', alias = ''] = /^(\w+)\.([\w-]+)$/.exec(given.get('provider')?.trim() ?? '') ?? [];
      const declared = known.get(named);
      if (declared !== undefined && !declared.includes(alias) && !said.has(`${named}.${alias}`)) {
        said.add(`${named}.${alias}`);
        yield {
          path: `line ${line}`,
          severity: 'error',
          message: `${labels.join('.')} takes the provider ${named}.${alias}, and the blocks of ${named} are ${declared.map((each) => (each === '' ? 'without an alias' : each)).join(', ')}`,
          why: 'terraform plan stops with "Provider configuration not present".',
          fix: `Add alias = "${alias}" to a block of it, or name one that is there.`,
        };
      }
      if (!/^(resource|data)$/.test(type) || provider === undefined || given.has('provider') || said.has(provider)) continue;
      const aliases = known.get(provider);
      if (aliases?.includes('') === true) continue;
      said.add(provider);
      const others = aliases?.join(', ');
      yield {
        path: `line ${line}`,
        message: `${labels.join('.')} takes the provider ${provider} as it is, and ${others === undefined ? 'no block configures it here' : `the blocks of it are for ${others}`}`,
        why: 'The provider asks the cluster at http://localhost: terraform stops with "connection refused", or changes the cluster of whoever runs it.',
        fix:
          others === undefined
            ? `Add provider "${provider}" with the address of the cluster.`
            : `Write provider = ${provider}.${aliases?.[0] ?? ''}.`,
      };
    }
  },
});

/** The address of the cluster may come from the environment, or from what Terragrunt writes. */
function isToldOtherwise(world: World): boolean {
  return world.once('clusters of terraform by variables', () => {
    const kinds = ['TextFile', 'Script', 'Workflow'] as const;
    const isTold = (text: string): boolean => /\bKUBE_(?:CONFIG_PATHS?|HOST|CTX)\b/.test(text);
    return (
      [...(world.everywhere.files ?? [])].some((file) => file.endsWith('terragrunt.hcl')) ||
      kinds.some((kind) => world.ofKind(documentKind(kind)).some(({ object }) => someString(object, isTold)))
    );
  });
}
