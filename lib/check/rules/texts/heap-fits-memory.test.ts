import { deployment, kube, ruleCases } from '../../testing.ts';
import { heapFitsMemory } from './heap-fits-memory.ts';

const java = (value: string, memory = '1Gi', name = 'JAVA_OPTS') =>
  deployment({ container: { env: [{ name, value }], resources: { limits: { memory } } } });

ruleCases(heapFitsMemory, {
  accepts: {
    'a heap with room': [java('-Xms512m -Xmx768m -XX:+UseG1GC')],
    'no limit': [deployment({ container: { env: [{ name: 'JAVA_OPTS', value: '-Xmx8g' }] } })],
    'a share of the limit': [java('-XX:MaxRAMPercentage=75.0')],
    'other options': [java('-Dfile.encoding=UTF-8')],
  },
  refuses: {
    'a heap as large as the limit': { given: [java('-Xmx1g')], says: '-Xmx1g is not below the memory limit 1Gi' },
    'a heap that leaves nothing': { given: [java('-Xmx960m')], says: '-Xmx960m leaves less than a tenth of the memory limit 1Gi' },
    'a start above the end': { given: [java('-Xms768m -Xmx512m')], says: '-Xms768m is more than -Xmx512m' },
    Node: {
      given: [java('--max-old-space-size=1024', '512Mi', 'NODE_OPTIONS')],
      says: '--max-old-space-size=1024 is not below the memory limit 512Mi',
    },
    'a variable from a ConfigMap': {
      given: [
        kube('v1/ConfigMap', { name: 'jvm' }, { data: { JAVA_OPTS: '-Xmx2g' } }),
        deployment({ container: { envFrom: [{ configMapRef: { name: 'jvm' } }], resources: { limits: { memory: '1Gi' } } } }),
      ],
      says: '-Xmx2g is not below the memory limit 1Gi',
    },
  },
});
