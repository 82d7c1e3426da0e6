import { built, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationBuilds } from './kustomization-builds.ts';

ruleCases(kustomizationBuilds, {
  accepts: {
    'a base under two overlays': built({
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': serviceFile('a'),
      'one/kustomization.yaml': 'resources: [../base]\nnamespace: one\n',
      'two/kustomization.yaml': 'resources: [../base]\nnamespace: two\n',
    }),
    'one base twice, under two prefixes': built({
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': serviceFile('a'),
      'one/kustomization.yaml': 'resources: [../base]\nnamePrefix: one-\n',
      'two/kustomization.yaml': 'resources: [../base]\nnamePrefix: two-\n',
      'both/kustomization.yaml': 'resources: [../one, ../two]\n',
    }),
    'every field that there is': built({
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: x}\nsortOptions: {order: fifo}\nbuildMetadata: [originAnnotations]\nopenapi: {version: v1.20.4}\n',
    }),
    'values that are texts': built({
      'kustomization.yaml':
        'resources: [a.yaml]\nimages: [{name: web, newTag: "2.10"}]\ncommonAnnotations: {monitored: "true"}\npatches: [{path: b.yaml}]\nreplicas: []\n',
      'a.yaml': serviceFile('a'),
      'b.yaml': serviceFile('a'),
    }),
  },
  refuses: {
    'a tag that YAML reads as a number, and an annotation that is true': {
      given: built({
        'kustomization.yaml': 'resources: [a.yaml]\nimages: [{name: web, newTag: 2.10}]\ncommonAnnotations: {monitored: true}\n',
        'a.yaml': serviceFile('a'),
      }),
      says: [
        'commonAnnotations.monitored is the boolean true, and kustomize reads a text',
        'images[0].newTag is the number 2.1, and kustomize reads a text',
      ],
      fix: 'Put it in quotes.',
    },
    'a patch among the resources': {
      given: built({
        'kustomization.yaml': 'resources: [a.yaml, ./b.yaml]\npatches: [{path: b.yaml}]\n',
        'a.yaml': serviceFile('a'),
        'b.yaml': serviceFile('b'),
      }),
      says: 'b.yaml is a patch, and stands among the resources, too',
    },
    'a field that is none': {
      given: built({ 'kustomization.yaml': 'resource: [a.yaml]\n', 'a.yaml': serviceFile('a') }),
      says: 'a kustomization has no field "resource"',
      fix: 'Did you mean "resources"?',
    },
    'a line that stands twice': {
      given: built({ 'kustomization.yaml': 'resources: [a.yaml, ./a.yaml]\n', 'a.yaml': serviceFile('a') }),
      says: 'Service a comes in twice: a.yaml is taken in on two ways',
    },
    'one object in two files': {
      given: built({ 'kustomization.yaml': 'resources: [a.yaml, b.yaml]\n', 'a.yaml': serviceFile('a'), 'b.yaml': serviceFile('a') }),
      says: 'Service a comes in twice: from a.yaml and from b.yaml',
    },
    'a circle': {
      given: built({ 'one/kustomization.yaml': 'resources: [../two]\n', 'two/kustomization.yaml': 'resources: [../one]\n' }),
      says: ['two takes this folder in, too: they go round in a circle', 'one takes this folder in, too: they go round in a circle'],
    },
    'a kustomization that takes itself in': {
      given: built({ 'one/kustomization.yaml': 'resources: [../one]\n' }),
      says: 'the kustomization takes itself in',
    },
    'a component among the resources, and the other way round': {
      given: built({
        'a/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnameSuffix: -y\n',
        'b/kustomization.yaml': 'namePrefix: x-\n',
        'over/kustomization.yaml': 'resources: [../a]\ncomponents: [../b]\n',
      }),
      says: ['../b is a kustomization, and stands under components', '../a is a component, and stands under resources'],
    },
    'a generator for a name that is there': {
      given: built({
        'kustomization.yaml': 'resources: [a.yaml]\nconfigMapGenerator: [{name: a, literals: [b=c]}]\n',
        'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
      }),
      says: 'ConfigMap a is there already, and the generator says neither merge nor replace',
    },
    'a merge into nothing': {
      given: built({ 'kustomization.yaml': 'configMapGenerator: [{name: a, behavior: merge, literals: [b=c]}]\n' }),
      says: 'there is no ConfigMap a to merge',
    },
    'two files of a folder': {
      given: built({ 'kustomization.yaml': 'namePrefix: a-\n', 'kustomization.yml': 'namePrefix: b-\n' }),
      says: 'the folder has two files of this kind: also kustomization.yaml',
    },
    'fields that will go': {
      given: built({
        'over/kustomization.yaml': 'bases: [../base]\ncommonLabels: {a: b}\n',
        'base/kustomization.yaml': 'resources: [a.yaml]\n',
        'base/a.yaml': serviceFile('a'),
      }),
      says: 'bases, commonLabels are deprecated: resources, labels took their place',
    },
  },
});
