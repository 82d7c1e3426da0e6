import { foundMistakes } from './mistake.ts';
import { prodWorkloads } from './prod-workloads.ts';

foundMistakes(prodWorkloads);
