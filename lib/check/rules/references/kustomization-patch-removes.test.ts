import { documentObject } from '../../document.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationPatchRemoves } from './kustomization-patch-removes.ts';

const patch = (spec: object, kind = 'Deployment'): KubeObject =>
  documentObject('Config', 'overlays/prod/patch', {
    content: { apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: { template: { spec } } },
  });

ruleCases(kustomizationPatchRemoves, {
  accepts: {
    'an item that goes by its name': [patch({ volumes: [{ name: 'data', $patch: 'delete' }] })],
    'a list that is replaced as a whole': [patch({ containers: [{ name: 'web', args: [] }] })],
    'a field that goes': [patch({ volumes: null })],
    'a map that is no patch': [documentObject('Config', 'values', { content: { spec: { volumes: [] } } })],
  },
  refuses: {
    'a volume that stays': {
      given: [patch({ volumes: [] })],
      says: 'volumes: [] takes nothing away: kustomize merges this list by the names of its items',
    },
    'variables that stay': {
      given: [patch({ containers: [{ name: 'web', env: [] }] })],
      says: 'env: [] takes nothing away: kustomize merges this list by the names of its items',
    },
  },
});
