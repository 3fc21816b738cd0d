/** The progress bar of an import: how many files are done, and how much of the present one. */
import { type ImportEvent, shortInputName } from '@fmreview/core';
import { SingleBar } from 'cli-progress';
import { cutMiddle, padded, printable } from './display-text.js';

const NAME_COLUMNS = 28;

export interface ImportProgress {
  readonly onEvent: (event: ImportEvent) => void;
  readonly stop: () => void;
}

const nameText = (file: string) =>
  padded(cutMiddle(printable(shortInputName(file)), NAME_COLUMNS), NAME_COLUMNS, 'left');

export function importProgress(): ImportProgress {
  const bar = new SingleBar({
    format: '{name} [{bar}] {percentage}%  {done} of {files}',
    barCompleteChar: '#',
    barIncompleteChar: '.',
    barsize: 24,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
  });
  let [files, done] = [0, 0];
  const finish = () => {
    done++;
    bar.update(done, { done });
  };
  return {
    onEvent: (event) => {
      if (event.kind === 'found') {
        files = event.files;
        if (files > 0) bar.start(files, 0, { name: nameText(''), done, files });
      } else if (event.kind === 'started') bar.update(done, { name: nameText(event.file) });
      else if (event.kind === 'share') bar.update(done + event.share);
      else finish();
    },
    stop: () => bar.stop(),
  };
}
