import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composeDataKept } from './compose-data-kept.ts';

const compose = (service: object, file = 'host/compose.yaml') =>
  inFile(file, documentObject('Config', file, { content: { services: { store: { restart: 'unless-stopped', ...service } } } }));
const nexus = 'sonatype/nexus3:3.76.0';

ruleCases(composeDataKept, {
  accepts: {
    'a volume at the folder': [compose({ image: nexus, volumes: ['nexus-data:/nexus-data'] })],
    'a folder of the host': [compose({ image: 'postgres:16', volumes: ['./data:/var/lib/postgresql/data'] })],
    'a volume in the long form': [compose({ image: 'mysql:8', volumes: [{ type: 'volume', source: 'db', target: '/var/lib/mysql' }] })],
    'a folder that the program is told': [
      compose({ image: 'postgres:16', environment: { PGDATA: '/data/pg' }, volumes: ['db:/data'] }),
      compose({ image: 'registry:2', environment: { REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY: '/srv' }, volumes: ['r:/srv'] }),
    ],
    'a program that keeps nothing': [compose({ image: 'nginx:1.27' })],
    'a database that is started for an hour': [compose({ image: 'postgres:16', restart: 'no' })],
    'a database for tests': [compose({ image: 'postgres:16' }, 'compose.test.yaml')],
    'an image with a folder of its own': [compose({ image: 'bitnami/postgresql:16', volumes: ['db:/bitnami/postgresql'] })],
  },
  refuses: {
    'no volume': {
      given: [compose({ image: nexus })],
      says: 'store keeps nothing: it has no volume, and sonatype/nexus3 writes to /nexus-data',
    },
    'a volume somewhere else': {
      given: [compose({ image: nexus, volumes: ['nexus-data:/opt/nexus-data'] })],
      says: 'store keeps nothing: its volume is at /opt/nexus-data, and sonatype/nexus3 writes to /nexus-data',
      fix: 'Mount a volume at /nexus-data.',
    },
    'the folder of another database': {
      given: [compose({ image: 'mariadb:11', volumes: ['db:/var/lib/mariadb'] })],
      says: 'store keeps nothing: its volume is at /var/lib/mariadb, and mariadb writes to /var/lib/mysql',
    },
  },
});
