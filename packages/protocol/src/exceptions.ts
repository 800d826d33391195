/**
 * The service's modelled exceptions and their HTTP status.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/CommonErrors.html
 */
export const EXCEPTION_STATUS = {
  AccessDeniedException: 403,
  ValidationException: 400,
  ThrottlingException: 429,
  InternalServerException: 500,
  ConflictException: 409,
  ServiceQuotaExceededException: 402,
  ResourceNotFoundException: 404,
} as const;
export type ExceptionName = keyof typeof EXCEPTION_STATUS;
