import { deployment, kube, ruleCases } from '../../testing.ts';
import { heapFitsMemory } from './heap-fits-memory.ts';

const java = (value: string, memory = '1Gi', name = 'JAVA_OPTS') =>
  deployment({ container: { env: [{ name, value }], resources: { limits: { memory } } } });

const redis = (...args: readonly string[]) =>
  deployment({ container: { image: 'redis:7.2.4', args, resources: { limits: { memory: '256Mi' } } } });
const broker = (image: string, memory: string, env: readonly object[] = []) =>
  deployment({ container: { image, env, resources: { limits: { memory } } } });
const mysql = (config: string) => [
  kube('v1/ConfigMap', { name: 'mysql' }, { data: { 'my.cnf': `[mysqld]\n${config}\n` } }),
  deployment({
    container: {
      image: 'mysql:8.0.36',
      resources: { limits: { memory: '2Gi' } },
      volumeMounts: [{ name: 'config', mountPath: '/etc/mysql/conf.d' }],
    },
    pod: { volumes: [{ name: 'config', configMap: { name: 'mysql' } }] },
  }),
];

ruleCases(heapFitsMemory, {
  accepts: {
    'a heap with room': [java('-Xms512m -Xmx768m -XX:+UseG1GC')],
    'no limit': [deployment({ container: { env: [{ name: 'JAVA_OPTS', value: '-Xmx8g' }] } })],
    'a limit of Go below that of the container': [java('220MiB', '256Mi', 'GOMEMLIMIT')],
    'a share of the limit': [java('-XX:MaxRAMPercentage=75.0')],
    'buffers with room': [redis('redis-server', '--maxmemory', '192mb'), ...mysql('innodb_buffer_pool_size = 1G')],
    'a policy for memory, and a size that is commented out': [
      redis('redis-server', '--maxmemory-policy', 'noeviction'),
      ...mysql('# innodb_buffer_pool_size = 8G'),
    ],
    'a broker with room for the heap that it takes by default': [broker('confluentinc/cp-kafka:7.4.0', '2Gi')],
    'a broker that is told its heap': [broker('apache/kafka:3.7.0', '512Mi', [{ name: 'KAFKA_HEAP_OPTS', value: '-Xmx256M -Xms256M' }])],
    'a broker whose heap a ConfigMap may say': [
      deployment({
        container: {
          image: 'apache/kafka:3.7.0',
          envFrom: [{ configMapRef: { name: 'kafka' } }],
          resources: { limits: { memory: '512Mi' } },
        },
      }),
    ],
    'a broker without a virtual machine': [broker('apache/kafka-native:3.8.0', '256Mi')],
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
    'a limit of Go above that of the container': {
      given: [java('400MiB', '256Mi', 'GOMEMLIMIT')],
      says: 'GOMEMLIMIT 400MiB is above the memory limit 256Mi',
    },
    'a store that may grow beyond its container': {
      given: [redis('redis-server', '--maxmemory', '1gb')],
      says: '--maxmemory 1gb is not below the memory limit 256Mi',
    },
    'a broker whose default heap is above its limit': {
      given: [broker('confluentinc/cp-kafka:7.4.0', '512Mi', [{ name: 'KAFKA_BROKER_ID', value: '1' }])],
      says: 'the heap is -Xmx1G by default, which is not below the memory limit 512Mi',
    },
    'a ZooKeeper beside it': {
      given: [broker('confluentinc/cp-zookeeper:7.4.0', '256Mi')],
      says: 'the heap is -Xmx512M by default, which is not below the memory limit 256Mi',
    },
    'a store that is told with an equals sign': {
      given: [
        deployment({
          container: {
            image: 'ghcr.io/dragonflydb/dragonfly:v1.21.2',
            args: ['--maxmemory=512mb'],
            resources: { limits: { memory: '512Mi' } },
          },
        }),
      ],
      says: '--maxmemory=512mb is not below the memory limit 512Mi',
    },
    'a store that leaves nothing': {
      given: [redis('--maxmemory=250mb', '--maxmemory 250mb')],
      says: '--maxmemory=250mb leaves less than a tenth of the memory limit 256Mi',
    },
    'buffers of a database': {
      given: mysql('innodb_buffer_pool_size = 4G'),
      says: 'innodb_buffer_pool_size = 4G is not below the memory limit 2Gi',
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
