// What a host gives with each of its functions. Private to this folder.
#pragma once

#include <kiln/c.h>

#include <memory>

namespace kiln::c {

/// Freed with its last user, and also if there is no memory to count them.
using UserData = std::shared_ptr<void>;

inline UserData own_user_data(void* data, kiln_free_function free_data) {
  return UserData(data, [free_data](void* freed) {
    if (free_data != nullptr) free_data(freed);
  });
}

}  // namespace kiln::c
