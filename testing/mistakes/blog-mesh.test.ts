import { blogMesh } from './blog-mesh.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(blogMesh);
