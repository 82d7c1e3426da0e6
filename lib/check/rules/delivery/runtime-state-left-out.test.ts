import { deployment, kube, ruleCases } from '../../testing.ts';
import { runtimeStateLeftOut } from './runtime-state-left-out.ts';

const exported = (metadata: object, rest: object = {}) => ({ ...kube('v1/Service', {}), ...rest, metadata: { name: 'web', ...metadata } });

ruleCases(runtimeStateLeftOut, {
  accepts: {
    'a plain manifest': [deployment()],
    'what kubectl create --dry-run prints': [exported({ creationTimestamp: null }, { status: { loadBalancer: {} } })],
    'the skeleton of a generated definition': [
      kube(
        'apiextensions.k8s.io/v1/CustomResourceDefinition',
        { name: 'webs.example.com' },
        { status: { acceptedNames: { kind: '', plural: '' }, conditions: [], storedVersions: [] } },
      ),
    ],
    'a node that KWOK simulates': [
      kube(
        'v1/Node',
        { name: 'n', annotations: { 'kwok.x-k8s.io/node': 'fake' } },
        { status: { phase: 'Running', allocatable: { cpu: '32' } } },
      ),
    ],
    'a status of no object': [kube('slipway.dev/v1/Config', { name: 'x' }, { status: { a: 1 } })],
  },
  refuses: {
    'an exported object': {
      given: [
        exported(
          { resourceVersion: '123', uid: 'a-b', creationTimestamp: '2025-01-01T00:00:00Z' },
          { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } },
        ),
      ],
      says: ['metadata holds resourceVersion, uid, creationTimestamp, which the API server writes', 'status is committed'],
      fix: 'Remove resourceVersion, uid, creationTimestamp.',
    },
    'annotations of controllers': {
      given: [deployment({ annotations: { 'deployment.kubernetes.io/revision': '7' } })],
      says: 'annotation deployment.kubernetes.io/revision is written by the Deployment controller',
    },
    'the mark of MetalLB': {
      given: [kube('v1/Service', { annotations: { 'metallb.universe.tf/ip-allocated-from-pool': 'default' } })],
      says: 'annotation metallb.universe.tf/ip-allocated-from-pool is written by MetalLB',
    },
  },
});
