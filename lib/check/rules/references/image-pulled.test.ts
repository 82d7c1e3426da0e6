import { deployment, inFile, ruleCases } from '../../testing.ts';
import { imagePulled } from './image-pulled.ts';

const pod = (imagePullPolicy: string, image = 'ghcr.io/acme/api:1.0') =>
  deployment({ name: 'api', namespace: 'shop', container: { image, imagePullPolicy } });

ruleCases(imagePulled, {
  accepts: {
    'images that are pulled': [pod('IfNotPresent'), pod('Always')],
    'an image of the machine': [pod('Never', 'api:dev'), pod('Never', 'localhost:5000/api:1')],
    'a local cluster': [inFile('overlays/local/api.yaml', pod('Never'))],
  },
  refuses: {
    'an image that no new node gets': {
      given: [inFile('overlays/prod/api.yaml', pod('Never'))],
      says: 'container "app" never pulls ghcr.io/acme/api:1.0',
    },
  },
});
