import { built, deploymentFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationPatchTarget } from './kustomization-patch-target.ts';

const base = { 'base/kustomization.yaml': 'resources: [web.yaml, was.yaml]\n', 'base/web.yaml': deploymentFile('web') };
const rollout = deploymentFile('was').replace('apps/v1', 'argoproj.io/v1alpha1').replace('Deployment', 'Rollout');
const over = (text: string): ReturnType<typeof built> =>
  built({ ...base, 'base/was.yaml': rollout, 'over/kustomization.yaml': `resources: [../base]\n${text}` });
const patch = (name: string, more = ''): string =>
  `patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: ${name}${more}}\n    spec: {replicas: 3}\n`;

ruleCases(kustomizationPatchTarget, {
  accepts: {
    'patches, replicas and images of what is there': over(
      `${patch('web')}replicas: [{name: web, count: 2}]\nimages: [{name: ghcr.io/acme/was, newTag: v2}, {name: ghcr.io/acme/web, newTag: v2}]\n`,
    ),
    'by the name with the prefix of the base': built({
      ...base,
      'base/kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: a-\n',
      'over/kustomization.yaml': `resources: [../base]\n${patch('a-web')}replicas: [{name: web, count: 2}]\n`,
    }),
    'by pattern and by label': over(
      'patches:\n- target: {name: "w.*"}\n  patch: |-\n    - {op: add, path: /metadata/annotations, value: {a: b}}\n- target: {labelSelector: "!nothing", kind: Rollout}\n  patch: |-\n    - {op: remove, path: /spec/replicas}\n',
    ),
    'what a base from elsewhere may have': built({
      'kustomization.yaml': `resources: ["https://example.org/install.yaml"]\n${patch('argocd-server')}replicas: [{name: argocd-server, count: 2}]\nimages: [{name: quay.io/argoproj/argocd, newTag: v2}]\n`,
    }),
    'an image in an argument': built({
      'kustomization.yaml': 'resources: [a.yaml]\nimages: [{name: ghcr.io/acme/job, newTag: v2}]\n',
      'a.yaml': deploymentFile('web').replace('name: app,', 'name: app, args: ["--image=ghcr.io/acme/job:v1"],'),
    }),
    'a component, which is for what takes it in': built({
      'extra/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${patch('web')}`,
    }),
  },
  refuses: {
    'replicas of what was renamed': {
      given: over('replicas: [{name: wep, count: 2}]\n'),
      says: 'no Deployment, StatefulSet or ReplicaSet of this build is called "wep"',
      fix: 'Did you mean "web"?',
    },
    'replicas of a Rollout': {
      given: over('replicas: [{name: was, count: 2}]\n'),
      says: '"was" is a Rollout, whose replicas kustomize does not know',
      fix: 'Set spec.replicas with a patch.',
    },
    'a patch for a name that is not there': {
      given: over(patch('wbe')),
      says: 'the patch is for Deployment wbe, which is not in this build',
      fix: 'Did you mean "web"?',
    },
    'a patch for what became a Rollout': {
      given: over(patch('was')),
      says: 'the patch is for Deployment was, which is not in this build; was is a Rollout',
    },
    'a patch with the namespace that only the overlay sets': {
      given: over(`namespace: prod\n${patch('web', ', namespace: prod')}`),
      says: 'the patch is for Deployment prod/web, which is not in this build; the one that is called so has no namespace',
    },
    'a target that selects nothing': {
      given: over('patches:\n- target: {kind: Deployment, name: wep}\n  patch: |-\n    - {op: remove, path: /spec/replicas}\n'),
      says: 'the target Deployment wep selects no object of this build',
      fix: 'Did you mean "web"?',
    },
    'a JSON patch without a target': {
      given: over('patches:\n- patch: |-\n    - {op: remove, path: /spec/replicas}\n'),
      says: 'a JSON patch needs a target, and this one has none',
    },
    'an operation on a field that is not there': {
      given: over(
        'patches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: replace, path: /spec/template/spec/containers/1/image, value: x}\n',
      ),
      says: 'the patch does not fit Deployment web: replace /spec/template/spec/containers/1/image: what it stands in is not there',
    },
    'an image that no container has': {
      given: over('images: [{name: ghcr.io/acme/wep, newTag: v2}]\n'),
      says: 'no container of this build has the image "ghcr.io/acme/wep"',
      fix: 'Did you mean "ghcr.io/acme/web"?',
    },
  },
});
