import { deployment, ruleCases } from '../../testing.ts';
import { quantitiesPlausible } from './quantities-plausible.ts';

const pod = (requests: object, limits: object = {}) => deployment({ container: { resources: { requests, limits } } });

ruleCases(quantitiesPlausible, {
  accepts: {
    'usual sizes': [pod({ cpu: '500m', memory: '512Mi' }, { cpu: '2', memory: '1G' })],
    'a large machine': [pod({ cpu: '64', memory: '256Gi' })],
    'none, and none of a resource': [pod({ cpu: '0', memory: '0' })],
    'what is filled in later': [pod({ cpu: '${CPU}' })],
    'bytes in full': [pod({ memory: '134217728' })],
  },
  refuses: {
    'cores for thousandths': { given: [pod({ cpu: '500' })], says: 'cpu 500 is 500 cores', fix: 'Write 500m for thousandths of a core.' },
    'a limit as well': { given: [pod({}, { cpu: '1000' })], says: 'cpu 1000 is 1000 cores', fix: 'Write 1000m for thousandths of a core.' },
  },
});
