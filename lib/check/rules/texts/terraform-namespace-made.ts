import { terraformFiles } from '../../terraform/files.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { hasSyncOption } from '../../installers.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { textAt } from '../../read.ts';
import { NearNames } from '../../near-names.ts';
import { defineRule } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import { unquoted } from '../../terraform/modules.ts';
import { scriptedHelm } from '../../texts/helm-calls.ts';
import type { World } from '../../world.ts';

const THERE = /^(?:default|kube-system|kube-public|kube-node-lease)$/;

export const terraformNamespaceMade = defineRule({
  id: 'terraform-namespace-made',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Terraform installs releases into namespaces that it makes, or that something else makes before.',
  source: 'https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release#create_namespace-1',
  *check({ object, file = '' }, world) {
    const text = textAt(object, 'text') ?? '';
    if (!file.endsWith('.tf') || !text.includes('helm_release')) return;
    for (const { type, labels, line, arguments: given } of blocksOf(text)) {
      const namespace = unquoted(given.get('namespace') ?? '');
      if (type !== 'resource' || labels[0] !== 'helm_release' || namespace === '' || THERE.test(namespace) || given.has('create_namespace'))
        continue;
      const made = madeByTerraform(world);
      const scripted = scriptedHelm(world);
      const known =
        made.names.has(namespace) || scripted.namespaces.has(namespace) || world.find('v1/Namespace', '', namespace) !== undefined;
      // Who lets Argo CD make it has Argo CD already.
      const byArgo = world.installers().some((each) => each.namespace === namespace && hasSyncOption(each, 'CreateNamespace=true'));
      if (known || byArgo || made.open.has(parentFolder(file)) || scripted.open.namespaces) continue;
      const near = world
        .once('namespaces that releases of terraform may mean', () => new NearNames([...made.names, ...madeNamespaces(world)]))
        .near(namespace);
      yield {
        path: `line ${line}`,
        message: `helm_release.${labels[1] ?? ''} goes into namespace ${namespace}, which nothing makes`,
        why: 'On a new cluster terraform apply ends with "namespaces not found", and what comes behind it is not made either.',
        fix: near === undefined ? 'Write create_namespace = true.' : `Write create_namespace = true; or did you mean "${near}"?`,
      };
    }
  },
});

/** Namespaces that Terraform makes, and folders in which some are named by what is worked out. */
function madeByTerraform(world: World): { readonly names: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
  return world.once('namespaces of terraform', () => {
    const [names, open] = [new Set<string>(), new Set<string>()];
    for (const { folder, text } of terraformFiles(world)) {
      for (const [, name] of text.matchAll(
        /"kubernetes_namespace(?:_v1)?"\s+"[^"]+"\s*\{[^{}]*metadata\s*\{[^{}]*?\bname\s*=\s*("[^"]*"|\S+)/g,
      )) {
        if (name?.startsWith('"') === true && !name.includes('$')) names.add(name.slice(1, -1));
        else open.add(folder);
      }
      // A release that makes it, a manifest of another provider, or a module of others.
      for (const { type, arguments: given } of text.includes('create_namespace') ? blocksOf(text) : [])
        if (type === 'resource' && given.get('create_namespace') === 'true') names.add(unquoted(given.get('namespace') ?? ''));
      if (/"(?:kubectl_manifest|kubernetes_manifest|null_resource|terraform_data|kubectl_file_documents)"|for_each/.test(text))
        open.add(folder);
    }
    return { names, open };
  });
}
