/** The public door of the core: a library that prints nothing and never ends the process. */

export type { Period } from './attribute/calendar.js';
export type { AuditEntry, AuditLine } from './audit/audit-line.js';
export { recordAudit } from './audit/record-audit.js';
export { assertAudit, listAudit, verifyAudit } from './audit/verify-audit.js';
export type { Backtest, BacktestRequest } from './blocklist/backtest.js';
export type { ComparedList, Comparison } from './blocklist/compare.js';
export { DECISION_OFFICES, DECISION_REASONS, LIST_GROUPS, listGroups } from './blocklist/decision-terms.js';
export { entryText, type ListEntry } from './blocklist/entry.js';
export { type ExportedList, exportDecided } from './blocklist/export-list.js';
export {
  assertSound,
  type CheckedList,
  checkList,
  faultWords as listFaultWords,
  loadList,
} from './blocklist/list-file.js';
export { CANNOT_SAY, type ListedEntry, type ListFormat, type ListHeader } from './blocklist/list-format.js';
export { LIST_KINDS, type ListKind } from './blocklist/list-kinds.js';
export { allListFormats, listFormatById } from './blocklist/read-list.js';
export { REASONS as LIST_REASON_WORDS } from './blocklist/reasons.js';
export { type SealedSites, sealedSites } from './blocklist/sealed-sites.js';
export type { Candidate, Suggestions } from './blocklist/suggest.js';
export { LIST_EFFECTS, type ListEffect } from './blocklist/verify.js';
export { type WrittenList, writeList } from './blocklist/write-list.js';
export type { Configuration } from './configuration.js';
export { checkPolicy, type PolicyCheck } from './draft/check-policy.js';
export { type PolicyDraft, policyId } from './draft/draft-parts.js';
export { draftPolicy } from './draft/draft-policy.js';
export { packText, wordingFileName, wordingText } from './draft/write-pack.js';
export {
  isNamedEdition,
  type NamedEdition,
  OFFICE_OF_EDITION,
  SUPPRESSED_EDITIONS,
  type SuppressedEdition,
} from './edition-names.js';
export { AppError, ERRORS, EXIT_CODES, type ExitCode, type Fault, fail, faultText } from './errors.js';
export { allFindings } from './find/build-review.js';
export type { Review } from './find/review.js';
export { type StoreStatus, storeStatus } from './find/status.js';
export {
  type MadeKey,
  makeReaderKey,
  type Recording,
  type Resealed,
  registerReader,
  revokeReader,
  rotateReaderKey,
} from './keys/change-keys.js';
export { isKeyLocked, keyFileOf, LEAST_PASSPHRASE_LETTERS, openKeyFile, recipientOf } from './keys/key-file.js';
export { OFFICES, type Office } from './map/audience.js';
export type { Explanation } from './map/explain.js';
export type { ExplanationStep } from './map/explain-matter.js';
export { listPolicies, type PolicySummary } from './map/policy.js';
export { REASONS } from './normalise/transforms.js';
export { checkMapping, type MappingCheck } from './own-format/check-mapping.js';
export { draftFormat, type FormatDraft } from './own-format/draft-format.js';
export { isOwnId } from './own-format/own-id.js';
export { mappingText } from './own-format/write-mapping.js';
export { identifyFile, type PreviewRow, previewFile } from './preview.js';
export { type OpenedInput, openInput } from './preview-input.js';
export { allFormats } from './read/detect-format.js';
export type { StandardInput } from './read/find-sources.js';
export { shortInputName, splitName } from './read/input-file.js';
export { systemReason } from './read/system-reason.js';
export { type ReadCounts, readCounts } from './read-counts.js';
export { type DeletedBefore, deletedBefore } from './retain/deleted-before.js';
export { planRetention, type RetentionLine, type RetentionResult } from './retain/retain.js';
export {
  aroundCapture,
  backtest,
  compare,
  decide,
  editFigures,
  editNames,
  eraseSubject,
  explainEvent,
  explainMonth,
  findMapped,
  type ImportEvent,
  type ImportSummary,
  importPaths,
  mapPeriod,
  retain,
  reviewPeriod,
  type SubjectRequest,
  subjectHoldings,
  suggest,
  verifyLists,
} from './run.js';
export type { ImportedFile, SkippedFile } from './store/import-file.js';
export { openStore, type Store } from './store/open-store.js';
export {
  assertRecipient,
  isCurrent,
  keysOfReader,
  opensFor,
  READER_OFFICES,
  type Reader,
  type ReaderOffice,
  readerForOffice,
  readerNamed,
  readReaders,
} from './store/readers.js';
export { finishRewrite } from './store/rewrite-store.js';
export { isMostlyRejected } from './store/staged-counts.js';
export { type Unlocked, unlock } from './store/unlock.js';
export type { Around, AroundRow } from './subject/around-capture.js';
export type { Erased } from './subject/erase-subject.js';
export type { ExplainedMatter, MonthExplanation } from './subject/explain-month.js';
export type { Holdings, Sheet } from './subject/holdings.js';
export { TEMPLATE_KINDS, type Template, type TemplateKind, templateOf } from './template.js';
export { TOOL_VERSION } from './version.js';
export { findWorkspace, initWorkspace, readWorkspaceConfiguration, type Workspace } from './workspace.js';
