import { deployment, kube, ruleCases } from '../../testing.ts';
import { quantitiesPlausible } from './quantities-plausible.ts';

const pod = (requests: object, limits: object = {}) => deployment({ container: { resources: { requests, limits } } });
const claim = (storage: string) => kube('v1/PersistentVolumeClaim', {}, { spec: { resources: { requests: { storage } } } });

ruleCases(quantitiesPlausible, {
  accepts: {
    'usual sizes': [pod({ cpu: '500m', memory: '512Mi' }, { cpu: '2', memory: '1G' }), claim('10Gi')],
    'a large machine': [pod({ cpu: '64', memory: '256Gi' })],
    'none, and none of a resource': [pod({ cpu: '0', memory: '0' }), claim('')],
    'what is filled in later': [pod({ cpu: '${CPU}' })],
    'bytes in full': [pod({ memory: '134217728' })],
  },
  refuses: {
    'cores for thousandths': { given: [pod({ cpu: '500' })], says: 'cpu 500 is 500 cores', fix: 'Write 500m for thousandths of a core.' },
    'thousandths of bytes': { given: [pod({}, { memory: '512m' })], says: 'memory 512m is less than a byte', fix: 'Write 512Mi.' },
    'bytes for gibibytes': { given: [claim('20')], says: 'storage 20 is 20 bytes', fix: 'Write 20Gi.' },
  },
});
