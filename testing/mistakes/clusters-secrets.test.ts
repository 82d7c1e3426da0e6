import { clusterSecrets } from './clusters-secrets.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterSecrets);
