import { deployment, kube, ruleCases } from '../../testing.ts';
import { stageOwnMode } from './stage-own-mode.ts';

const settings = (data: Readonly<Record<string, string>>, namespace = 'shop-prod') =>
  kube('v1/ConfigMap', { name: 'settings', namespace }, { data });
const built = (overlay: string, data: Readonly<Record<string, string>>) => ({
  object: settings(data, 'shop'),
  file: 'base/settings.yaml',
  overlay,
});

ruleCases(stageOwnMode, {
  accepts: {
    'the modes of production': [settings({ DEBUG: 'False', NODE_ENV: 'production', SPRING_PROFILES_ACTIVE: 'prod', GIN_MODE: 'release' })],
    'another stage': [settings({ DEBUG: 'true' }, 'shop-dev'), built('overlays/dev', { NODE_ENV: 'development' })],
    'a place of which nothing says for whom it is': [settings({ DEBUG: 'true' }, 'shop')],
    'words that mean something else': [settings({ DEBUG: 'express:*', LOG_LEVEL: 'debug', ENVIRONMENT: 'k8s', DEBUG_PORT: '1' })],
  },
  refuses: {
    'a base whose debugging no overlay switches off': {
      given: [built('k8s/overlays/prod', { DEBUG: 'True' })],
      says: 'DEBUG is True in k8s/overlays/prod',
      fix: 'Set DEBUG in the overlay of production to false.',
    },
    'a profile of developers': {
      given: [settings({ SPRING_PROFILES_ACTIVE: 'dev' })],
      says: 'SPRING_PROFILES_ACTIVE is dev in namespace shop-prod',
    },
    'a variable of a container': {
      given: [deployment({ namespace: 'shop-production', container: { env: [{ name: 'NODE_ENV', value: 'development' }] } })],
      says: 'NODE_ENV is development in namespace shop-production',
    },
  },
});
