import { deployment, job, ruleCases } from '../../testing.ts';
import { imageHasProgram } from './image-has-program.ts';

const run = (image: string, script: string) => job({ name: 'j', container: { image, command: ['sh', '-c', script] } });

ruleCases(imageHasProgram, {
  accepts: {
    'programs of the image': [
      run('mysql:8.0', 'mysqldump shop > /b/shop.sql'),
      run('alpine:3.20', 'wget -qO- http://web'),
      run('amazon/aws-cli:2', 'aws s3 ls'),
    ],
    'what is installed first': [run('alpine:3.20', 'apk add --no-cache curl\ncurl http://web')],
    'an image that is not known': [run('ghcr.io/acme/backup:1', 'aws s3 cp a s3://b')],
    'an alpine with bash': [deployment({ container: { image: 'postgres:16-alpine', command: ['bash', '-c', 'true'] } })],
    'what is looked for first': [run('busybox:1.36', 'if curl -V; then true; fi; curl http://web || wget http://web')],
  },
  refuses: {
    'bash in an image without it': {
      given: [deployment({ container: { image: 'alpine:3.20', command: ['/bin/bash', '-c', 'true'] } })],
      says: 'container "app" calls bash, which the image alpine:3.20 does not have',
    },
    'a cloud from a database': {
      given: [run('mysql:8.0', 'mysqldump shop > /b/shop.sql\naws s3 cp /b/shop.sql s3://b/')],
      says: 'container "app" calls aws, which the image mysql:8.0 does not have',
    },
    'a database from a cloud': {
      given: [run('amazon/aws-cli:2.15.30', 'mysqldump -h db shop | aws s3 cp - s3://b/x')],
      says: 'container "app" calls mysqldump, which the image amazon/aws-cli:2.15.30 does not have',
    },
  },
});
