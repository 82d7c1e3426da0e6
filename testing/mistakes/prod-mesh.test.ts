import { foundMistakes } from './mistake.ts';
import { prodMesh } from './prod-mesh.ts';

foundMistakes(prodMesh);
