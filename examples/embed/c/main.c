/* Evaluates an expression on a resource:
 *
 *     embed 'Patient.name.given' patient.json
 */
#include <kiln/c.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of a file, the caller's; NULL if it cannot be read. */
static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* text = NULL;
  long end;
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0 && (end = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
    *size = (size_t)end;
    text = malloc(*size + 1);
    if (text != NULL && fread(text, 1, *size, file) != *size) {
      free(text);
      text = NULL;
    }
  }
  fclose(file);
  return text;
}

static void show(const kiln_error* error, const char* expression) {
  kiln_string text = {NULL, 0};
  if (kiln_error_status(error) == KILN_DOCUMENT_ERROR) {
    const kiln_text message = kiln_error_message(error);
    fprintf(stderr, "%.*s\n", (int)message.size, message.data);
  } else if (kiln_error_render(error, expression, strlen(expression), NULL, &text) == KILN_OK) {
    fwrite(text.data, 1, text.size, stderr);
    kiln_string_free(&text);
  }
}

static kiln_status print(kiln_item item) {
  kiln_string text;
  const kiln_status status = kiln_item_to_string(item, &text);
  if (status != KILN_OK) return status;
  printf("%.*s\n", (int)text.size, text.data);
  kiln_string_free(&text);
  return KILN_OK;
}

int main(int argc, char** argv) {
  kiln_engine* engine = NULL;
  kiln_program* program = NULL;
  kiln_document* document = NULL;
  kiln_context* context = NULL;
  const kiln_result* result = NULL;
  kiln_error* error = NULL;
  kiln_status status;
  const char* expression;
  char* text;
  size_t size = 0;

  if (argc != 3) {
    fputs("usage: embed EXPRESSION FILE\n", stderr);
    return 2;
  }
  expression = argv[1];
  text = read_file(argv[2], &size);
  if (text == NULL) {
    fprintf(stderr, "%s: cannot be read\n", argv[2]);
    return 3;
  }

  status = kiln_engine_new(NULL, &engine, &error);
  if (status == KILN_OK)
    status = kiln_engine_compile(engine, expression, strlen(expression), NULL, &program, &error);
  if (status == KILN_OK) status = kiln_document_parse_json(text, size, NULL, &document, &error);
  if (status == KILN_OK) status = kiln_context_new(&context, &error);
  if (status == KILN_OK)
    status = kiln_program_evaluate(program, document, context, NULL, &result, &error);
  for (size_t i = 0; status == KILN_OK && i < kiln_result_size(result); ++i)
    status = print(kiln_result_item(result, i));
  if (error != NULL) show(error, expression);

  kiln_error_free(error);
  kiln_context_free(context);
  kiln_document_free(document);
  kiln_program_free(program);
  kiln_engine_free(engine);
  free(text);
  return status == KILN_OK ? 0 : 1;
}
