import { deployment, ruleCases } from '../../testing.ts';
import { javaTempWritable } from './java-temp-writable.ts';

const pod = (container: object) =>
  deployment({
    namespace: 'blog',
    container: { env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Xmx512m' }], securityContext: { readOnlyRootFilesystem: true }, ...container },
  });

ruleCases(javaTempWritable, {
  accepts: {
    'a folder of its own': [pod({ volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] })],
    'a folder elsewhere': [pod({ env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Djava.io.tmpdir=/work' }] })],
    'a file system that may be written': [pod({ securityContext: {} })],
    'another language': [pod({ env: [] })],
  },
  refuses: {
    'nowhere to write': {
      given: [pod({})],
      says: 'the root file system of "app" is read-only, it runs Java (JAVA_TOOL_OPTIONS), and no volume is mounted at /tmp',
      fix: 'Mount an emptyDir at /tmp.',
    },
    'an image of Java': {
      given: [pod({ env: [], image: 'tomcat:10.1' })],
      says: 'the root file system of "app" is read-only, it runs Java (tomcat:10.1), and no volume is mounted at /tmp',
    },
  },
});
