import { documentKind } from '../../document.ts';
import { isGuide } from '../../guides.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const KINDS = ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'] as const;
/** Namespaces that are called after Argo CD. */
const ITS_OWN = /argo|gitops/;

export const applicationSeen = defineRule({
  id: 'application-seen',
  severity: 'warning',
  kinds: KINDS,
  asks: 'An Application stands in the namespace of Argo CD, or Argo CD is told to look elsewhere, too.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/',
  *check({ object, file }, world) {
    const { name, namespace } = object.metadata;
    if (namespace === undefined || ITS_OWN.test(namespace) || isGuide(file)) return;
    const home = homeOf(world);
    if (home === undefined || looksElsewhere(world)) return;
    yield {
      path: 'metadata.namespace',
      message: `${object.kind} ${name} stands in "${namespace}", and the others in "${home}", where Argo CD looks for them`,
      why: 'The API server takes it, and Argo CD does not see it: nothing of it is ever installed, and it is in no list.',
      fix: `Set namespace: ${home}. Where its objects go is said by spec.destination.`,
    };
  },
});

/** The one namespace of Argo CD in which most Applications are; what the values of its chart say is asked elsewhere. */
function homeOf(world: World): string | undefined {
  return world.once('the namespace of argo cd', () => {
    if (releasesOf(world).some(({ chart, open }) => chart === 'argo-cd' && open !== true)) return undefined;
    const all = KINDS.flatMap((kind) => world.ofKind(kind)).flatMap(({ object }) => object.metadata.namespace ?? []);
    const homes = [...new Set(all.filter((each) => ITS_OWN.test(each)))];
    const [home] = homes;
    // As many elsewhere as there are meant so.
    return homes.length === 1 && all.filter((each) => each === home).length > all.length / 2 ? home : undefined;
  });
}

function looksElsewhere(world: World): boolean {
  return world.once('argo cd looks elsewhere', () => {
    const settings = world.ofKind('v1/ConfigMap').map(({ object }) => fieldsAt(object, 'data'));
    const projects = world.ofKind('argoproj.io/v1alpha1/AppProject');
    const texts = (['Script', 'TextFile', 'Config'] as const).flatMap((kind) => world.ofKind(documentKind(kind)));
    return (
      settings.some((data) => Object.hasOwn(data, 'application.namespaces')) ||
      projects.some(({ object }) => itemsAt(object, 'spec.sourceNamespaces').length > 0) ||
      texts.some(({ object }) => /application[.-]?namespaces/i.test(textAt(object, 'text') ?? JSON.stringify(object['content'] ?? '')))
    );
  });
}
