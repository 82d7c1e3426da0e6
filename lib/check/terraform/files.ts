import { documentKind } from '../document.ts';
import { parentFolder } from '../folder.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/** A `.tf` file of the tree. All of a folder are one configuration. */
export interface TerraformFile {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
}

export function terraformFiles(world: World): readonly TerraformFile[] {
  return world.once('files of terraform', () =>
    world
      .ofKind(documentKind('TextFile'))
      .flatMap(({ object, file = '' }) =>
        file.endsWith('.tf') ? [{ file, folder: parentFolder(file), text: textAt(object, 'text') ?? '' }] : [],
      ),
  );
}
