import { defineRule } from '../../rule.ts';

export const applicationNamesDiffer = defineRule({
  id: 'application-names-differ',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'The Applications that an ApplicationSet makes each have a name of their own.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/',
  *check(manifest, world) {
    const names = world.everywhere
      .installersOf(manifest)
      .map(({ name }) => name)
      .filter((name) => name !== '' && !/[{<$]/.test(name));
    for (const twice of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
      yield {
        path: 'spec.template.metadata.name',
        message: `${names.filter((name) => name === twice).length} Applications of the set are called ${twice}`,
        why: 'The controller refuses the set ("duplicate name"), and none of its Applications is made or changed any more.',
        fix: 'Give each element a value of its own, or put more of it into the name.',
      };
    }
  },
});
