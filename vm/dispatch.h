// How the interpreter goes from one instruction to the next: by the addresses of labels where the
// compiler has them, else by a switch (also with KILN_VM_SWITCH).
//
// The code between KILN_VM_BEGIN and KILN_VM_END sees the instruction as `i`; in it each operation
// begins with KILN_VM_OP and ends with one of the three after it. With labels, `kLabels` is the
// table of their addresses in the order of opcode.def.
//
//   KILN_VM_BEGIN(first)       goes to an instruction
//   KILN_VM_OP(Name)           the operation of an opcode follows
//   KILN_VM_NEXT               goes on behind the instruction
//   KILN_VM_GOTO(instruction)  goes on there
//   KILN_VM_DO(condition)      as KILN_VM_NEXT if it holds, else goes to `failed`
#pragma once

#include "compiler/bytecode/instruction.h"

#if defined(__GNUC__) && !defined(KILN_VM_SWITCH)
#define KILN_VM_HAS_LABELS 1
#else
#define KILN_VM_HAS_LABELS 0
#endif

#if KILN_VM_HAS_LABELS

#define KILN_VM_GOTO(instruction)                       \
  do {                                                  \
    i = (instruction);                                  \
    goto* kLabels[static_cast<std::size_t>(i->opcode)]; \
  } while (false)
#define KILN_VM_BEGIN(first) KILN_VM_GOTO(first);
#define KILN_VM_OP(name) op_##name:
#define KILN_VM_END

#else

#define KILN_VM_GOTO(instruction) \
  {                               \
    i = (instruction);            \
    continue;                     \
  }
#define KILN_VM_BEGIN(first) \
  i = (first);               \
  while (true) {             \
    switch (i->opcode) {
#define KILN_VM_OP(name) case Opcode::name:
#define KILN_VM_END \
  }                 \
  }

#endif

#define KILN_VM_NEXT KILN_VM_GOTO(i + 1)
#define KILN_VM_DO(condition)    \
  if (!(condition)) [[unlikely]] \
    goto failed;                 \
  KILN_VM_NEXT
