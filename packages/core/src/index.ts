/** The public door of the core: a library that prints nothing and never ends the process. */

export type { Period } from './attribute/calendar.js';
export type { Configuration } from './configuration.js';
export { AppError, ERRORS, EXIT_CODES, type ExitCode, type Fault, fail, faultText } from './errors.js';
export { allFindings } from './find/build-review.js';
export type { Review } from './find/review.js';
export { type StoreStatus, storeStatus } from './find/status.js';
export type { Explanation, ExplanationStep } from './map/explain.js';
export { listPolicies, type PolicySummary } from './map/policy.js';
export { identifyFile, type PreviewRow, previewFile } from './preview.js';
export { allFormats } from './read/detect-format.js';
export { systemReason } from './read/system-reason.js';
export { editReview, explainEvent, type ImportEvent, type ImportSummary, importPaths, reviewPeriod } from './run.js';
export type { ImportedFile, SkippedFile } from './store/import-file.js';
export { openStore, type Store } from './store/open-store.js';
export { TOOL_VERSION } from './version.js';
export { findWorkspace, initWorkspace, readWorkspaceConfiguration, type Workspace } from './workspace.js';
