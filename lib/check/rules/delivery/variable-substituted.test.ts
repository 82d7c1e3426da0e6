import { built } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { variableSubstituted } from './variable-substituted.ts';

const flux = (postBuild: object) =>
  JSON.stringify({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'apps', namespace: 'flux-system' },
    spec: { path: './apps', postBuild },
  });
const script = (data: string, annotations: object = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'script', namespace: 'web', annotations }, data: { run: data } });
const tree = (postBuild: object, ...config: Parameters<typeof script>) =>
  built({ 'clusters/prod/apps.yaml': flux(postBuild), 'apps/script.yaml': script(...config) });

const SETTINGS = '{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: flux-system}, data: {DOMAIN: x}}';

ruleCases(variableSubstituted, {
  accepts: {
    'a value': tree({ substitute: { DOMAIN: 'example.com' } }, 'curl https://${DOMAIN}/'),
    'a default': tree({ substitute: { DOMAIN: 'example.com' } }, 'curl https://${HOST:=web}/'),
    'a text of its own': tree({ substitute: { DOMAIN: 'example.com' } }, 'echo $${HOME} $HOME $(date)'),
    'an object that is left out': tree({ substitute: { DOMAIN: 'x' } }, 'echo ${HOME}', {
      'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
    }),
    'values that are not here': tree({ substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] }, 'echo ${HOME}'),
    'values that the Kustomization above patches into all others': built({
      'clusters/prod/cluster.yaml': JSON.stringify({
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'cluster', namespace: 'flux-system' },
        spec: {
          path: './clusters/prod',
          patches: [{ patch: 'spec: {postBuild: {substituteFrom: [{kind: Secret, name: secrets}]}}', target: { kind: 'Kustomization' } }],
        },
      }),
      'clusters/prod/apps.yaml': flux({ substitute: { APP: 'web' } }),
      'apps/script.yaml': script('curl https://${DOMAIN}/${APP}'),
    }),
    'nothing that is put in': built({ 'apps/script.yaml': script('echo ${HOME}') }),
  },
  refuses: {
    'a script with variables of its own': {
      given: tree({ substitute: { DOMAIN: 'example.com' } }, 'cd ${HOME} && curl https://${DOMAIN}/'),
      says: '${HOME} has no value: Kustomization apps gives DOMAIN',
    },
    'a variable of nobody, with a ConfigMap that is here': {
      given: built({
        'clusters/prod/apps.yaml': flux({ substituteFrom: [{ kind: 'ConfigMap', name: 'settings' }] }),
        'clusters/prod/settings.yaml': SETTINGS,
        'apps/script.yaml': script('curl https://${DOMIAN}/'),
      }),
      says: '${DOMIAN} has no value: Kustomization apps gives DOMAIN',
    },
  },
});
