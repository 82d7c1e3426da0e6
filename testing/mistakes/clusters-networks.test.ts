import { clusterNetworks } from './clusters-networks.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterNetworks);
